package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a step stands. */
enum StepStatus {
    /** It is expected, or has begun and not ended. */
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("done")
    DONE,
    @JsonProperty("failed")
    FAILED,
    /** What it did has been undone by a later step. */
    @JsonProperty("compensated")
    COMPENSATED
}
