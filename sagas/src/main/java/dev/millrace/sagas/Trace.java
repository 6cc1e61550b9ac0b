package dev.millrace.sagas;

import java.util.Map;
import org.axonframework.messaging.eventhandling.EventMessage;

/**
 * What led here, carried on to what follows from it.
 *
 * @param correlationId of the request that began it all; empty if unknown
 * @param causationId of the event that this follows from; empty if unknown
 */
record Trace(String correlationId, String causationId) {

    static final String CORRELATION = "correlationId";
    static final String CAUSATION = "causationId";

    static Trace of(EventMessage event) {
        return new Trace(event.metadata().getOrDefault(CORRELATION, ""), event.identifier());
    }

    Map<String, String> metadata() {
        if (correlationId.isEmpty()) {
            return causationId.isEmpty() ? Map.of() : Map.of(CAUSATION, causationId);
        }
        return Map.of(CORRELATION, correlationId, CAUSATION, causationId);
    }
}
