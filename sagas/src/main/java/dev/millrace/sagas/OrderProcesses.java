package dev.millrace.sagas;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderProcess;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import reactor.core.publisher.Mono;

/**
 * The state of orders, folded from the log. What was folded before is remembered with the position it is complete up to, so
 * that only what came since is read. Thread-safe.
 */
final class OrderProcesses {

    private final EventLog log;
    private final Cache<OrderId, Known> known;

    OrderProcesses(EventLog log, int remembered) {
        this.log = log;
        this.known = Caffeine.newBuilder()
                .maximumSize(remembered)
                .executor(Runnable::run)
                .build();
    }

    /** The state with all that is stored about the order by now, and {@code event} at the least. */
    Mono<OrderProcess> after(OrderId orderId, BusinessEvent event, long position) {
        Known earlier = known.getIfPresent(orderId);
        if (earlier != null && earlier.position() >= position) {
            return Mono.just(earlier.process());
        }
        if (event instanceof OrderPlaced) {
            // An order begins with it, so there is nothing before it to be read.
            return Mono.just(remember(new Known(OrderProcess.none(orderId).evolve(event), position)));
        }
        return now(orderId);
    }

    /** The state with all that is stored about the order by now. */
    Mono<OrderProcess> now(OrderId orderId) {
        return Mono.defer(() -> {
            Known start = known.get(orderId, id -> new Known(OrderProcess.none(id), 0));
            return log.read(Criteria.tagged(Tag.of(Tags.ORDER, orderId.toString())), start.position())
                    .reduce(start, Known::with)
                    .map(this::remember);
        });
    }

    private OrderProcess remember(Known latest) {
        return known.asMap()
                .merge(latest.process().orderId(), latest, (old, now) -> now.position() >= old.position() ? now : old)
                .process();
    }

    /** @param position all events of the order up to here are in the process */
    private record Known(OrderProcess process, long position) {

        Known with(StoredEvent event) {
            return new Known(process.evolve(OrderEvents.decode(event)), event.position());
        }
    }
}
