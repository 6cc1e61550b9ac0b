package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.unitofwork.UnitOfWork;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Handlers of a processor, interceptors included, that can be given an event at any time.
 *
 * @param processor its name
 * @param parkedAs what its events are parked under: the same, of further components with their number
 * @param units where handlers run
 * @param parking how it parks; null if it doesn't
 */
record Component(
        String processor,
        String parkedAs,
        EventHandlingComponent handlers,
        UnitOfWorkFactory units,
        PostgresEventStorageEngine engine,
        @Nullable ParkingSettings parking) {

    /**
     * Hands an event over in a unit of work of its own: if it fails, nothing that was left to the commit is done. Goes on when the
     * subscriber has given up.
     */
    Mono<Void> handOver(EventMessage event, TrackingToken token, @Nullable Segment segment) {
        return Mono.fromFuture(
                () -> {
                    UnitOfWork unit = units.create();
                    unit.runOnPreInvocation(context -> {
                        context.putResource(TrackingToken.RESOURCE_KEY, token);
                        if (segment != null) {
                            context.putResource(Segment.RESOURCE_KEY, segment);
                        }
                    });
                    unit.onInvocation(context -> handlers.handle(event, context).asCompletableFuture());
                    return unit.execute();
                },
                true);
    }

    /** The sequence that the handlers see the event in. */
    Mono<Object> sequenceOf(EventMessage event) {
        return Mono.fromFuture(() -> units.create()
                .executeWithResult(
                        context -> CompletableFuture.completedFuture(handlers.sequenceIdentifierFor(event, context))));
    }

    boolean supports(EventMessage event) {
        return handlers.supports(event.type().qualifiedName());
    }
}
