package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.axon.EventPayloads;
import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.axon.TimeOrderedIdentifiers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
 * what is in memory, and if it comes out as events, their append is at once the proof that nothing had changed. A rejection
 * is never given on memory alone.
 */
public final class StoreDecisions implements Decisions {

    private static final long STATES_KEPT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final EventStore eventStore;
    private final EventPayloads payloads;
    private final InstantSource clock;
    private final Positions positions;
    private final @Nullable StateCache cache;
    private final @Nullable StateKeeper keeper;
    private final KeyQueues queues = new KeyQueues(PATIENCE);
    private final Map<Boundary<?, ?>, BoundaryCriteria> criteria = new ConcurrentHashMap<>();

    StoreDecisions(
            EventStore eventStore,
            EventStorageEngine engine,
            EventPayloads payloads,
            InstantSource clock,
            Positions positions) {
        this.eventStore = eventStore;
        this.payloads = payloads;
        this.clock = clock;
        this.positions = positions;
        this.cache = engine instanceof PostgresEventStorageEngine ? new StateCache(STATES_KEPT) : null;
        this.keeper = engine instanceof PostgresEventStorageEngine onPostgres
                ? new StateKeeper(onPostgres.log().snapshots(), payloads)
                : null;
    }

    @Override
    public CompletableFuture<Decision> decide(ProcessingContext context, Function<Reads, Mono<Decision>> decision) {
        UnitOfDecision unit =
                UnitOfDecision.of(context, eventStore.transaction(context), queues, cache, keeper, positions);
        return attempt(context, unit, decision, cache != null).toFuture();
    }

    private Mono<Decision> attempt(
            ProcessingContext context,
            UnitOfDecision unit,
            Function<Reads, Mono<Decision>> decision,
            boolean trusting) {
        return Mono.defer(() -> {
            StoreReads reads = new StoreReads(context, unit, payloads, criteria, cache, keeper, trusting);
            return Mono.defer(() -> decision.apply(reads)).materialize().flatMap(signal -> {
                Throwable error = signal.getThrowable();
                if (signal.get() instanceof Decision.Accepted accepted
                        && !accepted.events().isEmpty()) {
                    return reads.stake()
                            .then(Mono.defer(() -> append(context, unit, reads, accepted)))
                            .thenReturn(accepted);
                }
                if (reads.isTrusting()) {
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
