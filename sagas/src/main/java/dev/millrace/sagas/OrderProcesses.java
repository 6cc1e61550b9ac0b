package dev.millrace.sagas;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.decision.RecentlyUsed;
import dev.millrace.id.OrderId;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderProcess;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.util.Objects;
import java.util.function.LongFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The state of orders, folded from the log. What was folded before is remembered with the position it is complete up to, so
 * that only what came since is read. Thread-safe.
 */
final class OrderProcesses {

    private final EventLog log;
    private final RecentlyUsed<OrderId, Known> known;

    OrderProcesses(EventLog log, int remembered) {
        this.log = log;
        this.known = new RecentlyUsed<>(remembered);
    }

    /** The state with {@code event} and all that came before it, and what else is known of the order by now. */
    Mono<Known> after(OrderId orderId, BusinessEvent event, StoredEvent stored) {
        Known earlier = known.get(orderId);
        if (earlier != null && earlier.position() >= stored.position()) {
            return Mono.just(earlier);
        }
        if (event instanceof OrderPlaced) {
            // An order begins with it, so there is nothing before it to be read.
            return Mono.just(remember(Known.nothing(orderId).with(stored, event)));
        }
        return fold(orderId, after -> log.readRecent(eventsOf(orderId), after, stored.position()));
    }

    /** The state with all that is stored about the order by now. */
    Mono<Known> now(OrderId orderId) {
        return fold(orderId, after -> log.read(eventsOf(orderId), after));
    }

    private Mono<Known> fold(OrderId orderId, LongFunction<Flux<StoredEvent>> newer) {
        return Mono.defer(() -> {
            Known start = Objects.requireNonNullElseGet(known.get(orderId), () -> Known.nothing(orderId));
            return newer.apply(start.position())
                    .reduce(start, (before, event) -> before.with(event, OrderEvents.decode(event)))
                    .map(this::remember);
        });
    }

    private static Criteria eventsOf(OrderId orderId) {
        return Criteria.tagged(Tag.of(Tags.ORDER, orderId.toString()));
    }

    private Known remember(Known latest) {
        return known.merge(
                latest.process().orderId(), latest, (old, now) -> now.position() >= old.position() ? now : old);
    }

    /**
     * An order as far as it is known.
     *
     * @param position all events of the order up to here are in the process
     * @param trace of the order's first event
     */
    record Known(OrderProcess process, long position, Trace trace) {

        static Known nothing(OrderId orderId) {
            return new Known(OrderProcess.none(orderId), 0, Trace.NONE);
        }

        private Known with(StoredEvent stored, BusinessEvent event) {
            return new Known(process.evolve(event), stored.position(), position == 0 ? Trace.of(stored) : trace);
        }
    }
}
