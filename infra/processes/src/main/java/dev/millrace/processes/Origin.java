package dev.millrace.processes;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where an instance comes from, as its first event tells.
 *
 * @param correlationId of the request that began it, whoever reported what happened since; empty if unknown
 * @param wish whose it was: the first event's actor, or whom that acted for
 */
record Origin(String correlationId, Actor wish) {

    private static final String CORRELATION = "correlationId";

    static final Origin NONE = new Origin("", Actor.UNKNOWN);

    static Origin of(StoredEvent first) {
        Map<String, String> metadata = first.metadata();
        String principal = metadata.get(Actor.ON_BEHALF_OF);
        return new Origin(
                metadata.getOrDefault(CORRELATION, ""),
                principal == null ? Actor.of(metadata) : Actor.of(Map.of(Actor.METADATA, principal)));
    }

    /** Of what {@code actor} does for the instance. */
    Map<String, String> metadata(Actor actor) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(Actor.METADATA, actor.toString());
        if (!correlationId.isEmpty()) {
            metadata.put(CORRELATION, correlationId);
        }
        if (!Objects.equals(wish, Actor.UNKNOWN)) {
            metadata.put(Actor.ON_BEHALF_OF, wish.toString());
        }
        return metadata;
    }
}
