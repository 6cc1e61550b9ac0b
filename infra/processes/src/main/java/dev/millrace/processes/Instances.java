package dev.millrace.processes;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.decision.RecentlyUsed;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The instances of one definition, folded from the log. What was folded before is remembered with the position it is complete up to, so
 * that only what came since is read. Thread-safe.
 */
final class Instances<K, S, E> {

    private final ProcessDefinition<K, S, E> definition;
    private final ProcessEvents<E> events;
    private final EventLog log;
    private final RecentlyUsed<K, Instance<K, S>> known;

    Instances(ProcessDefinition<K, S, E> definition, ProcessEvents<E> events, EventLog log, int remembered) {
        this.definition = definition;
        this.events = events;
        this.log = log;
        this.known = new RecentlyUsed<>(remembered);
    }

    /**
     * The key of the instance that an event is about.
     *
     * @throws IllegalArgumentException if it is about none
     */
    K keyOf(StoredEvent event) {
        for (Tag tag : event.tags()) {
            if (tag.key().equals(definition.tag())) {
                return definition.key(tag.value());
            }
        }
        throw new IllegalArgumentException(event + " has no tag " + definition.tag());
    }

    /** The state with {@code stored} and all that came before it, and what else is known of the instance by now. */
    Mono<Instance<K, S>> after(K key, StoredEvent stored, Optional<E> event) {
        Instance<K, S> earlier = known.get(key);
        if (earlier != null && earlier.position() >= stored.position()) {
            return Mono.just(earlier);
        }
        if (event.isPresent() && definition.begins(event.get())) {
            return Mono.just(remember(with(nothing(key), stored, event.get())));
        }
        return fold(key, after -> log.readRecent(criteria(key), after, stored.position()));
    }

    /** The state with all that is stored about the instance by now. */
    Mono<Instance<K, S>> now(K key) {
        return fold(key, after -> log.read(criteria(key), after));
    }

    Criteria criteria(K key) {
        return Criteria.tagged(tag(key));
    }

    Tag tag(K key) {
        return Tag.of(definition.tag(), key.toString());
    }

    private Mono<Instance<K, S>> fold(K key, LongFunction<Flux<StoredEvent>> newer) {
        return Mono.defer(() -> {
            @Nullable Instance<K, S> start = known.get(key);
            Instance<K, S> from = start == null ? nothing(key) : start;
            return newer.apply(from.position()).reduce(from, this::with).map(this::remember);
        });
    }

    private Instance<K, S> nothing(K key) {
        return new Instance<>(key, definition.initial(key), new Condition.Running(0), 0, Origin.NONE);
    }

    private Instance<K, S> with(Instance<K, S> before, StoredEvent stored) {
        Optional<ProcessAct> act = events.act(stored);
        if (act.isPresent()) {
            Condition condition = act.get().process().equals(definition.name())
                    ? Condition.after(before.condition(), act.get())
                    : before.condition();
            return new Instance<>(before.key(), before.state(), condition, stored.position(), origin(before, stored));
        }
        return events.read(stored)
                .map(event -> with(before, stored, event))
                .orElseGet(() -> new Instance<>(
                        before.key(), before.state(), before.condition(), stored.position(), origin(before, stored)));
    }

    private Instance<K, S> with(Instance<K, S> before, StoredEvent stored, E event) {
        return new Instance<>(
                before.key(),
                definition.evolve(before.state(), event, stored.timestamp()),
                before.condition(),
                stored.position(),
                origin(before, stored));
    }

    private static Origin origin(Instance<?, ?> before, StoredEvent stored) {
        return before.position() == 0 ? Origin.of(stored) : before.origin();
    }

    private Instance<K, S> remember(Instance<K, S> latest) {
        return known.merge(latest.key(), latest, (old, now) -> now.position() >= old.position() ? now : old);
    }
}
