package dev.millrace.projections;

import dev.millrace.eventbus.BusEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits.
 *
 * @param cause why it couldn't be applied; absent if it only waits behind another of its key
 * @param attempts how often it was tried; 0 if it only waits
 * @param request {@link #RETRY} or {@link #DISCARD}; absent if nobody asked
 */
record ParkedEvent(
        BusEvent event,
        int partition,
        @Nullable String cause,
        int attempts,
        Instant parkedAt,
        @Nullable String request) {
    static final String RETRY = "retry";
    static final String DISCARD = "discard";
}
