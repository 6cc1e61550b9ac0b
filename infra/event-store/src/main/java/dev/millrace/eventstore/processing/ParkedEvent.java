package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.StoredEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits.
 *
 * @param event as the log keeps it: in the version in which it was stored, and what is encrypted still so
 * @param cause of the last attempt; null if none was made, since it waits behind another of its sequence
 * @param attempts to handle it
 * @param attemptedAt the last time
 */
public record ParkedEvent(
        String processor,
        String sequence,
        StoredEvent event,
        @Nullable Cause cause,
        int attempts,
        Instant parkedAt,
        @Nullable Instant attemptedAt) {}
