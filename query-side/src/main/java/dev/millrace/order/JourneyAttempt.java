package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "One try at a step that asks the payment gateway for something")
record JourneyAttempt(
        @Schema(description = "Number of the try, from 1") int number,
        StepStatus status,

        @Schema(description = "When its result was recorded")
        Instant at,

        @Schema(description = "Position of the event that records it")
        long position,

        @Schema(description = "Why it failed") @Nullable String reason,

        @Schema(description = "When the next try is due; absent if there will be none") @Nullable
        Instant retryAt) {}
