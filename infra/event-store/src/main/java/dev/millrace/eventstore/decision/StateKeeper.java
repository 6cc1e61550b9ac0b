package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.Snapshot;
import dev.millrace.eventstore.Snapshots;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.axon.EventPayloads;
import dev.millrace.eventstore.decision.StateCache.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.conversion.ConversionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps states of boundaries that ask for it, and finds them again. Writes in the background, one statement at a time; of a key
 * only the latest state; when too many wait, none more. What goes wrong here costs time and nothing else.
 */
final class StateKeeper {

    private static final Logger log = LoggerFactory.getLogger(StateKeeper.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 200;

    private final Snapshots snapshots;
    private final EventPayloads payloads;
    private final Map<Boundary<?, ?>, String> shapes = new ConcurrentHashMap<>();
    private final Map<Subject, Taken<?>> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final Sinks.Empty<Void> idle = Sinks.empty();
    private volatile boolean stopped;

    StateKeeper(Snapshots snapshots, EventPayloads payloads) {
        this.snapshots = snapshots;
        this.payloads = payloads;
    }

    /** States of those keys for which there are any, with the positions that they are complete up to. */
    <K, S> Mono<Map<K, Snapshotted<S>>> load(Boundary<K, S> boundary, Snapshotting<S> how, Collection<K> keys) {
        Map<Tag, K> wanted = new HashMap<>();
        keys.forEach(key -> wanted.put(tag(boundary, key), key));
        return snapshots
                .load(boundary.name(), shape(boundary, how), wanted.keySet())
                .collect(HashMap<K, Snapshotted<S>>::new, (found, snapshot) -> {
                    K key = wanted.get(snapshot.tag());
                    S state = decoded(snapshot, how);
                    if (key != null && state != null) {
                        found.put(key, new Snapshotted<>(state, snapshot.position()));
                    }
                })
                .map(found -> (Map<K, Snapshotted<S>>) found)
                .onErrorResume(unreadable -> {
                    log.warn("Folding from the first event, since snapshots can't be read: {}", unreadable.toString());
                    return Mono.just(Map.of());
                });
    }

    private <S> @Nullable S decoded(Snapshot snapshot, Snapshotting<S> how) {
        try {
            return payloads.decode(snapshot.state(), how.type());
        } catch (ConversionException unfit) {
            log.warn("The snapshot of {} {} is of no use: {}", snapshot.boundary(), snapshot.tag(), unfit.getMessage());
            return null;
        }
    }

    /** Keeps it soon, or not at all. */
    <K, S> void keep(Boundary<K, S> boundary, Snapshotting<S> how, K key, S state, long position) {
        Subject subject = View.subject(boundary, key);
        if (stopped) {
            return;
        }
        if (waiting.size() < MOST_WAITING || waiting.containsKey(subject)) {
            waiting.put(subject, new Taken<>(boundary, how, tag(boundary, key), state, position));
            write();
        }
    }

    /** Writes no more; completes once nothing is being written. */
    Mono<Void> stop() {
        stopped = true;
        waiting.clear();
        if (!writing.get()) {
            idle.tryEmitEmpty();
        }
        return idle.asMono();
    }

    private void write() {
        if (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            Mono.fromSupplier(this::take)
                    .subscribeOn(Schedulers.boundedElastic())
                    .filter(taken -> !taken.isEmpty())
                    .flatMap(snapshots::save)
                    .doOnError(lost -> log.warn("Snapshots were not kept: {}", lost.toString()))
                    .onErrorComplete()
                    .doFinally(end -> {
                        writing.set(false);
                        if (stopped) {
                            idle.tryEmitEmpty();
                        } else {
                            write();
                        }
                    })
                    .subscribe();
        }
    }

    private List<Snapshot> take() {
        List<Snapshot> taken = new ArrayList<>();
        Iterator<Taken<?>> next = waiting.values().iterator();
        while (!stopped && next.hasNext() && taken.size() < MOST_AT_ONCE) {
            Taken<?> one = next.next();
            next.remove();
            taken.add(one.encoded(this));
        }
        return taken;
    }

    private String shape(Boundary<?, ?> boundary, Snapshotting<?> how) {
        return shapes.computeIfAbsent(boundary, unknown -> how.shape());
    }

    private static <K> Tag tag(Boundary<K, ?> boundary, K key) {
        return BoundaryCriteria.log(boundary.tag(key));
    }

    /** @param position all events of the key up to here are in the state */
    record Snapshotted<S>(S state, long position) {}

    private record Taken<S>(Boundary<?, S> boundary, Snapshotting<S> how, Tag tag, S state, long position) {

        Snapshot encoded(StateKeeper keeper) {
            return new Snapshot(
                    boundary.name(), tag, keeper.shape(boundary, how), position, keeper.payloads.encode(state));
        }
    }
}
