package dev.millrace.order;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.representation.EventDecoder;
import dev.millrace.representation.ReadModelProblems;
import dev.millrace.representation.RecordedEvent;
import dev.millrace.schema.Tags;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Journeys of orders, past and live, from the event log itself: never behind. */
final class OrderJourneys {

    private final EventLog log;
    private final OrderFeed feed;

    OrderJourneys(EventLog log, OrderFeed feed) {
        this.log = log;
        this.feed = feed;
    }

    /** Of the log. */
    Mono<Long> head() {
        return log.head();
    }

    /** Fails with 404 if nothing ever happened to that order. */
    Mono<OrderJourney> journey(OrderId id) {
        return log.read(Criteria.tagged(Tag.of(Tags.ORDER, id.toString())), 0)
                .flatMapIterable(stored -> EventDecoder.decode(stored).stream().toList())
                .collectList()
                .filter(events -> !events.isEmpty())
                .map(OrderJourney::of)
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("order", id.toString()).exception()));
    }

    /**
     * What happens to the order from {@code journey} on: a snapshot of it, or, for one who has seen everything up to
     * {@code lastSeen}, what has happened since; then each change, up to the final one.
     */
    Flux<OrderChange> changes(OrderId id, OrderJourney journey, @Nullable Long lastSeen) {
        String orderId = id.toString();
        Flux<OrderChange> past = lastSeen == null
                ? Flux.just(OrderChange.snapshot(orderId, journey))
                : changes(orderId, Standing.BEFORE, Flux.fromIterable(journey.events()));
        long seen = lastSeen == null ? 0 : lastSeen;
        return (journey.progress().isFinal() ? past : Flux.concat(past, coming(id, journey)))
                .filter(change -> change.position() > seen);
    }

    private Flux<OrderChange> coming(OrderId id, OrderJourney journey) {
        Flux<RecordedEvent> events = feed.events(id, journey.position())
                .concatMapIterable(
                        stored -> EventDecoder.decode(stored).stream().toList());
        return changes(id.toString(), Standing.after(journey), events).takeUntil(OrderChange::settled);
    }

    private static Flux<OrderChange> changes(String orderId, Standing before, Flux<RecordedEvent> events) {
        return Flux.defer(() -> {
            Standing[] standing = {before};
            return events.map(event -> {
                standing[0] = standing[0].after(event);
                return standing[0].change(event, orderId);
            });
        });
    }

    /** @param view absent before the first event */
    private record Standing(
            OrderProgress progress, @Nullable OrderView view) {

        static final Standing BEFORE = new Standing(OrderProgress.START, null);

        static Standing after(OrderJourney journey) {
            return new Standing(journey.progress(), journey.view());
        }

        Standing after(RecordedEvent event) {
            return new Standing(
                    OrderStory.of(event.event()).map(progress::after).orElse(progress),
                    OrderViewFold.evolve(view, event.event(), event.position(), event.time()));
        }

        OrderChange change(RecordedEvent event, String orderId) {
            return OrderChange.by(event, orderId, progress, Objects.requireNonNull(view, "an order after an event"));
        }
    }
}
