package dev.millrace.processes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When one who didn't answer is asked again.
 *
 * @param attempts how often in all; 1 or more
 * @param firstBackoff pause after the first failed attempt; doubles from one to the next
 * @param longestBackoff the pauses grow no longer than this
 */
public record RetryPolicy(int attempts, Duration firstBackoff, Duration longestBackoff) {

    private static final int MOST_DOUBLINGS = 30;

    /** When to try again after attempt number {@code attempt} failed; empty for never. */
    public Optional<Instant> retryAt(int attempt, Instant failedAt) {
        return attempt >= attempts ? Optional.empty() : Optional.of(failedAt.plus(backoff(attempt)));
    }

    /** The pause after attempt number {@code attempt}, from 1. */
    public Duration backoff(int attempt) {
        Duration backoff = firstBackoff.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return backoff.compareTo(longestBackoff) > 0 ? longestBackoff : backoff;
    }
}
