package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a deadline closed. */
enum DeadlineOutcome {
    /** What it waited for came. */
    @JsonProperty("met")
    MET,
    /** It passed, and was acted upon. */
    @JsonProperty("missed")
    MISSED,
    /** The order took another way, so that it no longer mattered. */
    @JsonProperty("dropped")
    DROPPED
}
