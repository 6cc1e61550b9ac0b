package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.axon.EventPayloads;
import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.axon.TimeOrderedIdentifiers;
import dev.millrace.eventstore.erasure.Erasure;
import dev.millrace.eventstore.erasure.Sealing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decisions on an Axon event store. On a {@link PostgresEventStorageEngine} states are remembered: a decision is first tried on
 * what is in memory, for keys that are not there on their initial state, and if it comes out as events, their append is at once
 * the proof that nothing had changed. A rejection is never given without a read.
 */
public final class StoreDecisions implements Decisions {

    private static final int STATES_KEPT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventStore eventStore;
    private final EventPayloads payloads;
    private final InstantSource clock;
    private final Positions positions;
    private final Premises premises;
    private final @Nullable PostgresEventStorageEngine engine;
    private final @Nullable Erasure erasure;
    private final AtomicReference<Memory> memory;
    private final KeyQueues queues = new KeyQueues(PATIENCE);
    private final Map<Boundary<?, ?>, BoundaryCriteria> criteria = new ConcurrentHashMap<>();

    StoreDecisions(
            EventStore eventStore,
            EventStorageEngine engine,
            EventPayloads payloads,
            InstantSource clock,
            Positions positions,
            Premises premises) {
        this.eventStore = eventStore;
        this.payloads = payloads;
        this.clock = clock;
        this.positions = positions;
        this.premises = premises;
        this.engine = engine instanceof PostgresEventStorageEngine onPostgres ? onPostgres : null;
        Sealing sealing = this.engine == null ? null : this.engine.sealing();
        this.erasure = sealing == null ? null : sealing.erasure();
        this.memory = new AtomicReference<>(emptyMemory());
        if (erasure != null) {
            erasure.whenErased(this::forget);
        }
    }

    private Memory emptyMemory() {
        return engine == null
                ? new Memory(null, null)
                : new Memory(
                        new StateCache(STATES_KEPT),
                        new StateKeeper(engine.log().snapshots(), payloads));
    }

    /** States may repeat what was erased. Decisions under way keep theirs where nobody will look for it any more. */
    private Mono<Void> forget() {
        StateKeeper before =
                Objects.requireNonNull(memory.getAndSet(emptyMemory())).keeper();
        return before == null ? Mono.empty() : before.stop();
    }

    @Override
    public CompletableFuture<Decision> decide(ProcessingContext context, Function<Reads, Mono<Decision>> decision) {
        return (erasure == null ? Mono.<Void>empty() : erasure.upToDate())
                .then(Mono.defer(() -> {
                    UnitOfDecision unit = UnitOfDecision.of(
                            context,
                            eventStore.transaction(context),
                            queues,
                            Objects.requireNonNull(memory.get()),
                            positions,
                            premises);
                    return attempt(context, unit, decision, engine != null);
                }))
                .toFuture();
    }

    private Mono<Decision> attempt(
            ProcessingContext context,
            UnitOfDecision unit,
            Function<Reads, Mono<Decision>> decision,
            boolean trusting) {
        return Mono.defer(() -> {
            StoreReads reads = new StoreReads(context, unit, payloads, criteria, engine, trusting);
            return decided(unit.premise(), reads, decision).materialize().flatMap(signal -> {
                Throwable error = signal.getThrowable();
                if (signal.get() instanceof Decision.Accepted accepted
                        && !accepted.events().isEmpty()) {
                    return reads.stake()
                            .then(Mono.defer(() -> append(context, unit, reads, accepted)))
                            .thenReturn(accepted);
                }
                if (reads.isTrusting() && !Decision.settled().equals(signal.get())) {
                    return attempt(context, unit, decision, false);
                }
                if (error != null) {
                    return Mono.error(error);
                }
                unit.reached(reads.head());
                return Mono.justOrEmpty(signal.get());
            });
        });
    }

    private static Mono<Decision> decided(
            @Nullable Unchanged premise, StoreReads reads, Function<Reads, Mono<Decision>> decision) {
        Mono<Decision> decided = Mono.defer(() -> decision.apply(reads));
        return premise == null
                ? decided
                : reads.isStill(premise)
                        .flatMap(still -> still ? decided : Mono.just(Decision.reject(new Changed(premise.tag()))));
    }

    /** By way of publishing, since that is where fixtures look for events. */
    private Mono<Void> append(
            ProcessingContext context, UnitOfDecision unit, StoreReads reads, Decision.Accepted decision) {
        unit.saw(reads.views());
        Instant now = clock.instant();
        List<EventMessage> messages = new ArrayList<>(decision.events().size());
        for (Object event : decision.events()) {
            messages.add(new GenericEventMessage(
                    TimeOrderedIdentifiers.next().toString(), payloads.typeOf(event), event, Map.of(), now));
        }
        return Mono.fromFuture(() -> eventStore.publish(context, messages));
    }
}
