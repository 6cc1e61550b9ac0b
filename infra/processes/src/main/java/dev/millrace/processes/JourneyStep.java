package dev.millrace.processes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of an instance, as its events tell.
 *
 * @param name in the definition's words
 * @param attempts how often it was begun
 * @param startedAt when it was begun first
 * @param endedAt when it was done, failed for the last time, or undone; null while it waits
 * @param events positions of the events that tell of it, in order
 */
public record JourneyStep(
        String name,
        Status status,
        int attempts,
        Instant startedAt,
        @Nullable Instant endedAt,
        List<Long> events) {

    /** How a step stands. */
    public enum Status {
        WAITING,
        DONE,
        FAILED,
        /** What it did has been undone. */
        UNDONE
    }
}
