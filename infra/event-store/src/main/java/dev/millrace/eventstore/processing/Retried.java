package dev.millrace.eventstore.processing;

import org.jspecify.annotations.Nullable;

/**
 * What became of a retry.
 *
 * @param handled how many events were handled, each of them gone from what is parked
 * @param failedAt position of the event that failed again, and goes on waiting with those behind it; null if the sequence is free
 */
public record Retried(
        String processor,
        String sequence,
        long handled,
        @Nullable Long failedAt) {

    /** Whether nothing of the sequence waits any more. */
    public boolean isFree() {
        return failedAt == null;
    }
}
