package dev.millrace.eventstore;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets those who want something while a load is under way share the next one: one load at a time, no timer, and what is given out was
 * never read before it was asked for. Thread-safe.
 */
public final class SharedLoads<K, V> {

    private static final int MOST_AT_ONCE = 1_000;

    private final Function<Set<K>, Mono<Map<K, V>>> load;
    private final Map<K, Sinks.One<V>> waiting = new LinkedHashMap<>();
    private boolean loading;

    /** @param load always answers, with what there is */
    public SharedLoads(Function<Set<K>, Mono<Map<K, V>>> load) {
        this.load = load;
    }

    /** Empty if there is none. */
    public Mono<V> get(K key) {
        return Mono.defer(() -> {
            Sinks.One<V> answer;
            synchronized (waiting) {
                answer = waiting.computeIfAbsent(key, unknown -> Sinks.one());
            }
            next();
            return answer.asMono();
        });
    }

    private void next() {
        Map<K, Sinks.One<V>> taken = new HashMap<>();
        synchronized (waiting) {
            if (loading || waiting.isEmpty()) {
                return;
            }
            loading = true;
            Iterator<Map.Entry<K, Sinks.One<V>>> entries = waiting.entrySet().iterator();
            while (entries.hasNext() && taken.size() < MOST_AT_ONCE) {
                Map.Entry<K, Sinks.One<V>> entry = entries.next();
                taken.put(entry.getKey(), entry.getValue());
                entries.remove();
            }
        }
        Mono.defer(() -> load.apply(taken.keySet()))
                .subscribe(found -> answer(taken, found), error -> fail(taken.values(), error));
    }

    private void answer(Map<K, Sinks.One<V>> taken, Map<K, V> found) {
        loaded();
        taken.forEach((key, answer) -> {
            V value = found.get(key);
            if (value == null) {
                answer.tryEmitEmpty();
            } else {
                answer.tryEmitValue(value);
            }
        });
    }

    private void fail(Collection<Sinks.One<V>> taken, Throwable error) {
        loaded();
        taken.forEach(answer -> answer.tryEmitError(error));
    }

    private void loaded() {
        synchronized (waiting) {
            loading = false;
        }
        next();
    }
}
