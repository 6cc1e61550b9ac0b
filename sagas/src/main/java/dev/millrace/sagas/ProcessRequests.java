package dev.millrace.sagas;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** What the processes' administration takes and tells. */
final class ProcessRequests {

    private static final String REASON = "must be 1 to 500 characters, one of which is no space";

    /** As JavaScript reads it, too. */
    private static final String REASON_PATTERN = "^(?=[\\s\\S]*\\S)[\\s\\S]{1,500}$";

    private ProcessRequests() {}

    @Schema(name = "ProcessReason")
    record Reason(
            @NotNull(message = REASON)
            @Pattern(regexp = REASON_PATTERN, message = REASON)
            @Schema(description = "Why, for people", example = "the SKU was received", minLength = 1, maxLength = 500)
            String reason) {}

    enum Act {
        @JsonProperty("retry")
        RETRY,
        @JsonProperty("skip")
        SKIP,
        @JsonProperty("end")
        END
    }

    @Schema(name = "ProcessAct")
    record Bulk(
            @NotNull(message = "must be retry, skip or end") Act act,

            @NotNull(message = "must be the name of a process") @Schema(example = "fulfilment")
            String process,

            @NotNull(message = "must be the cause that instances are parked for")
            @Schema(description = "The cause that they are parked for", example = "inventory.not-reserved")
            String cause,

            @NotNull(message = REASON)
            @Pattern(regexp = REASON_PATTERN, message = REASON)
            @Schema(description = "Why, for people", example = "the SKU was received", minLength = 1, maxLength = 500)
            String reason) {}

    /** @param done how many it was done to */
    @Schema(name = "ProcessesActedOn")
    record Acted(
            @Schema(description = "How many it was done to") int done,

            @Schema(description = "Whether others are parked for the same cause")
            boolean more) {}
}
