package dev.millrace.processes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;

/** Where an instance stands. */
public enum InstanceState {
    /** For events, times or answers. */
    @JsonProperty("waiting")
    WAITING,
    /** It can't go on by itself. */
    @JsonProperty("parked")
    PARKED,
    @JsonProperty("ended")
    ENDED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InstanceState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of an instance: " + word));
    }
}
