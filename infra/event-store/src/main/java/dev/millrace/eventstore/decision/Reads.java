package dev.millrace.eventstore.decision;

import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Reads of one decision. Everything read becomes part of the append's condition. Commands that read the same key on one
 * instance queue up instead of colliding; to keep that free of deadlock, all handlers read boundaries in one order.
 */
public interface Reads {

    <K, S> Mono<S> read(Boundary<K, S> boundary, K key);

    /** States of all keys, in one query. */
    <K, S> Mono<Map<K, S>> readAll(Boundary<K, S> boundary, Collection<K> keys);
}
