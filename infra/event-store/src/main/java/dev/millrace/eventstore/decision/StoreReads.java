package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.AppendCondition.Check;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.Recent;
import dev.millrace.eventstore.axon.EventPayloads;
import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.axon.SourcingPlan;
import dev.millrace.eventstore.axon.StoredEventMessage;
import dev.millrace.eventstore.decision.StateCache.Known;
import dev.millrace.eventstore.decision.StateCache.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The reads of one attempt at a decision. */
final class StoreReads implements Reads {

    private final ProcessingContext context;
    private final UnitOfDecision unit;
    private final EventPayloads payloads;
    private final Map<Boundary<?, ?>, BoundaryCriteria> criteria;
    private final @Nullable PostgresEventStorageEngine engine;
    private final @Nullable StateCache cache;
    private final @Nullable StateKeeper keeper;
    /** Whether a state that was current when last seen, or else the initial one, is good enough to try with. */
    private final boolean trusting;

    private final List<View<?, ?>> views = new ArrayList<>();
    private final Map<Subject, Object> seen = new HashMap<>();
    private final List<SourcingPlan> trusted = new ArrayList<>();
    private long head;

    StoreReads(
            ProcessingContext context,
            UnitOfDecision unit,
            EventPayloads payloads,
            Map<Boundary<?, ?>, BoundaryCriteria> criteria,
            @Nullable PostgresEventStorageEngine engine,
            boolean trusting) {
        this.context = context;
        this.unit = unit;
        this.payloads = payloads;
        this.criteria = criteria;
        this.cache = unit.memory().cache();
        this.keeper = unit.memory().keeper();
        this.engine = engine;
        this.trusting = trusting;
    }

    @Override
    public <K, S> Mono<S> read(Boundary<K, S> boundary, K key) {
        return readAll(boundary, Set.of(key)).map(states -> Objects.requireNonNull(states.get(key)));
    }

    @Override
    public <K, S> Mono<Map<K, S>> readAll(Boundary<K, S> boundary, Collection<K> keys) {
        Set<K> wanted = new LinkedHashSet<>(keys);
        if (wanted.isEmpty()) {
            return Mono.just(Map.of());
        }
        List<Subject> subjects = new ArrayList<>(wanted.size());
        for (K key : wanted) {
            subjects.add(View.subject(boundary, key));
        }
        return unit.queue(subjects)
                .then(Mono.defer(() -> recall(boundary, wanted)))
                .then(Mono.defer(() -> states(boundary, wanted)))
                .map(Collections::unmodifiableMap);
    }

    /** Takes states into memory that were kept by an earlier process. */
    private <K, S> Mono<Void> recall(Boundary<K, S> boundary, Set<K> keys) {
        Snapshotting<S> how = boundary.snapshotting();
        StateCache memory = cache;
        if (how == null || keeper == null || memory == null) {
            return Mono.empty();
        }
        List<K> missing =
                keys.stream().filter(key -> memory.get(boundary, key) == null).toList();
        return missing.isEmpty()
                ? Mono.empty()
                : keeper.load(boundary, how, missing)
                        .doOnNext(found -> found.forEach((key, kept) -> memory.put(
                                View.subject(boundary, key), new Known(kept.state(), kept.position(), false, 0))))
                        .then();
    }

    @SuppressWarnings("unchecked")
    private <K, S> Mono<Map<K, S>> states(Boundary<K, S> boundary, Set<K> keys) {
        Map<K, S> seenBefore = new HashMap<>();
        Map<K, S> states = HashMap.newHashMap(keys.size());
        Map<K, Long> starts = new HashMap<>();
        Map<K, Integer> unkept = new HashMap<>();
        boolean current = trusting;
        for (K key : keys) {
            Subject subject = View.subject(boundary, key);
            Object state = seen.get(subject);
            if (state != null) {
                seenBefore.put(key, (S) state);
                continue;
            }
            Known known = cache == null ? null : cache.get(boundary, key);
            if (known == null) {
                states.put(key, boundary.initial(key));
                // Mostly a key that nothing has happened to yet. What is kept as snapshots has a history.
                current &= boundary.snapshotting() == null;
            } else {
                states.put(key, (S) known.state());
                starts.put(key, known.position());
                unkept.put(key, known.unkept());
                current &= known.current();
            }
        }
        if (states.isEmpty()) {
            return Mono.just(seenBefore);
        }
        View<K, S> view = new View<>(boundary, current, states, starts, unkept);
        views.add(view);
        return (current ? trust(view) : fetch(view)).then(Mono.fromSupplier(() -> {
            states.forEach((key, state) -> seen.put(View.subject(boundary, key), state));
            seenBefore.putAll(states);
            return seenBefore;
        }));
    }

    private Mono<Void> fetch(View<?, ?> view) {
        SourcingPlan plan = plan(view, true);
        return source(plan, message -> apply(view, message))
                .doOnNext(all -> sourced(view, plan))
                .then();
    }

    /** Goes by what this process knows: what is in memory, and what has gone by on the log since. */
    private Mono<Void> trust(View<?, ?> view) {
        return catchUp(view).then(Mono.fromRunnable(() -> {
            trusted.add(plan(view, false));
            head = Math.max(head, view.reached());
        }));
    }

    private <K> Mono<Void> catchUp(View<K, ?> view) {
        Recent recent = engine == null ? null : engine.log().recent().orElse(null);
        StateCache memory = cache;
        if (recent == null || engine == null || memory == null) {
            return Mono.empty();
        }
        Map<dev.millrace.eventstore.Tag, K> behind = view.behind(recent);
        if (behind.isEmpty()) {
            return Mono.empty();
        }
        BoundaryCriteria read = criteria(view.boundary());
        Map<dev.millrace.eventstore.Tag, Long> starts = HashMap.newHashMap(behind.size());
        behind.forEach((tag, key) -> starts.put(tag, view.start(key)));
        return engine.messages(Flux.fromIterable(recent.after(starts, read.types())))
                .filter(message -> read.names().contains(message.type().qualifiedName()))
                .doOnNext(message -> apply(view, message))
                .then(Mono.fromRunnable(() -> {
                    view.reaches(behind.values(), recent.head());
                    view.remember(behind.values(), memory, keeper, recent.head());
                }));
    }

    private BoundaryCriteria criteria(Boundary<?, ?> boundary) {
        return criteria.computeIfAbsent(boundary, unknown -> BoundaryCriteria.of(unknown, payloads));
    }

    private <K> SourcingPlan plan(View<K, ?> view, boolean fetch) {
        Boundary<K, ?> boundary = view.boundary();
        BoundaryCriteria read = criteria(boundary);
        List<EventCriteria> anyOf = new ArrayList<>(view.keys().size());
        List<Check> checks = new ArrayList<>(view.keys().size());
        for (K key : view.keys()) {
            Tag tag = boundary.tag(key);
            if (view.guesses(key)) {
                // Nothing at all, not just nothing of the boundary: once proven, others may begin from there too.
                anyOf.add(BoundaryCriteria.anything(tag));
                checks.add(BoundaryCriteria.nothing(tag));
            } else {
                anyOf.add(read.criteria(tag));
                checks.add(read.check(tag, view.start(key)));
            }
        }
        return new SourcingPlan(anyOf.size() == 1 ? anyOf.getFirst() : EventCriteria.either(anyOf), checks, fetch);
    }

    private Mono<Boolean> source(SourcingPlan plan, Consumer<EventMessage> reader) {
        return Mono.fromFuture(() -> {
            if (cache != null) {
                plan.announce(context);
            }
            return unit.transaction()
                    .source(SourcingCondition.conditionFor(plan.criteria()))
                    .reduce(true, (going, entry) -> {
                        reader.accept(entry.message());
                        return going;
                    });
        });
    }

    private void apply(View<?, ?> view, EventMessage message) {
        long position =
                message instanceof StoredEventMessage stored ? stored.stored().position() : Long.MAX_VALUE;
        view.apply(payloads.of(message), position);
    }

    private void sourced(View<?, ?> view, SourcingPlan plan) {
        if (cache != null) {
            long reached =
                    SourcingPlan.knownUpTo(context, plan.checks().getFirst().criterion());
            head = Math.max(head, reached);
            view.remember(cache, keeper, reached);
        }
    }

    /** Whether nothing has happened since; from here on that is part of the append's condition. */
    Mono<Boolean> isStill(Unchanged premise) {
        if (cache == null) {
            return Mono.error(new IllegalStateException("Only a PostgreSQL log tells what has come since a position"));
        }
        Tag tag = Tag.of(premise.tag().key(), premise.tag().value());
        Check check = new Check(Criterion.tagged(premise.tag()), premise.after());
        SourcingPlan plan = new SourcingPlan(BoundaryCriteria.anything(tag), List.of(check), true);
        AtomicBoolean still = new AtomicBoolean(true);
        return source(plan, message -> still.set(false)).then(Mono.fromSupplier(() -> {
            head = Math.max(head, SourcingPlan.knownUpTo(context, check.criterion()));
            return still.get();
        }));
    }

    /** Whether something was taken from memory without asking the store. */
    boolean isTrusting() {
        return !trusted.isEmpty();
    }

    /** Makes what was taken from memory part of the append's condition. */
    Mono<Void> stake() {
        Mono<Void> staked = Mono.empty();
        for (SourcingPlan plan : trusted) {
            staked = staked.then(source(plan, message -> {})).then();
        }
        return staked;
    }

    List<View<?, ?>> views() {
        return views;
    }

    /** Up to where the store was read or is known; 0 if neither. */
    long head() {
        return head;
    }
}
