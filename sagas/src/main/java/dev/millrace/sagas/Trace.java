package dev.millrace.sagas;

import dev.millrace.eventstore.StoredEvent;
import java.util.Map;

/**
 * What an order's events have in common beyond the order.
 *
 * @param correlationId of the request that placed the order, whoever reported what happened since; empty if unknown
 */
record Trace(String correlationId) {

    private static final String CORRELATION = "correlationId";

    static final Trace NONE = new Trace("");

    static Trace of(StoredEvent event) {
        return new Trace(event.metadata().getOrDefault(CORRELATION, ""));
    }

    Map<String, String> metadata() {
        return correlationId.isEmpty() ? Map.of() : Map.of(CORRELATION, correlationId);
    }
}
