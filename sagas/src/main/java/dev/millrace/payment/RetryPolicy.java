package dev.millrace.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a gateway that didn't answer is asked again.
 *
 * @param attempts how often a charge is tried in all; 1 or more. What has begun is finished or undone however long it takes
 * @param firstBackoff pause after the first failed attempt; doubles from one to the next
 * @param longestBackoff the pauses grow no longer than this
 */
public record RetryPolicy(int attempts, Duration firstBackoff, Duration longestBackoff) {

    private static final int MOST_DOUBLINGS = 30;

    /** When to try again after attempt number {@code attempt} failed; empty for never. */
    Optional<Instant> retryAt(PaymentOperation operation, int attempt, Instant failedAt) {
        return operation == PaymentOperation.AUTHORISE && attempt >= attempts
                ? Optional.empty()
                : Optional.of(failedAt.plus(backoff(attempt)));
    }

    private Duration backoff(int attempt) {
        Duration backoff = firstBackoff.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return backoff.compareTo(longestBackoff) > 0 ? longestBackoff : backoff;
    }
}
