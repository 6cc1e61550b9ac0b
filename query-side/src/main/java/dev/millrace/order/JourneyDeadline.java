package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.representation.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A moment that the order's process waits for")
record JourneyDeadline(
        @Schema(description = "The step that the deadline belongs to")
        StepName step,

        @Schema(description = "What happens then", example = "reservation-expiry")
        Kind kind,

        Instant dueAt,

        @Schema(description = "Position of the event that set it")
        long setBy,

        @Schema(description = "Whether it is still waited for")
        boolean open,

        @Nullable DeadlineOutcome outcome,
        @Nullable Instant closedAt,

        @Schema(description = "Position of the event that closed it") @Nullable
        Long closedBy) {

    /** What a deadline brings about. */
    @Schema(name = "DeadlineKind")
    enum Kind {
        /** Stock that isn't paid for by then is released. */
        @JsonProperty("reservation-expiry")
        RESERVATION_EXPIRY,
        /** The gateway is asked again. */
        @JsonProperty("retry")
        RETRY
    }

    static JourneyDeadline opened(StepName step, Kind kind, Instant dueAt, RecordedEvent by) {
        return new JourneyDeadline(step, kind, dueAt, by.position(), true, null, null, null);
    }

    JourneyDeadline closed(DeadlineOutcome how, RecordedEvent by) {
        return open ? new JourneyDeadline(step, kind, dueAt, setBy, false, how, by.time(), by.position()) : this;
    }
}
