package dev.millrace.order;

import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.representation.Known;
import dev.millrace.representation.LiveStore;
import dev.millrace.representation.LogFolds;
import dev.millrace.representation.Newness;
import dev.millrace.representation.RecordedEvent;
import dev.millrace.representation.Represented;
import dev.millrace.representation.Thing;
import dev.millrace.schema.Tags;
import org.jspecify.annotations.Nullable;
import org.mapstruct.factory.Mappers;
import reactor.core.publisher.Mono;

/** Orders as clients see them, no older than the log. Non-blocking, thread-safe. */
public final class CurrentOrders {

    private static final OrderResponses RESPONSES = Mappers.getMapper(OrderResponses.class);

    private final LiveStore live;
    private final LogFolds log;

    public CurrentOrders(LiveStore live, LogFolds log) {
        this.live = live;
        this.log = log;
    }

    public Mono<Represented<OrderResponse>> order(OrderId id, Newness newness) {
        Mono<Known<OrderView>> known =
                live.value(OrderView.KIND, id, OrderView.class).map(view -> new Known<>(view, view.position()));
        return log.of(new Order(id), known, newness)
                .map(view -> new Represented<>(response(view), Long.toString(view.position())));
    }

    /** An order as it was after an event. */
    public static OrderResponse response(OrderView view) {
        return RESPONSES.of(view);
    }

    private record Order(OrderId id) implements Thing<OrderView> {

        @Override
        public Tag tag() {
            return Tag.of(Tags.ORDER, id.toString());
        }

        @Override
        public OrderView evolve(@Nullable OrderView view, RecordedEvent event) {
            return OrderViewFold.evolve(view, event.event(), event.position(), event.time());
        }
    }
}
