package dev.millrace.order;

import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.schema.BusinessEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The view of an order as a fold over what the events about it tell. Pure. */
public final class OrderViewFold {
    private OrderViewFold() {}

    /**
     * @param view absent before the first event
     * @return {@code view} itself if the event is in it already
     * @throws IllegalStateException if the order was never placed, or is placed twice
     */
    public static OrderView evolve(@Nullable OrderView view, BusinessEvent event, long position, Instant at) {
        if (view != null && position <= view.position()) {
            return view;
        }
        if (event instanceof OrderPlaced placed) {
            if (view != null) {
                throw new IllegalStateException("order " + placed.orderId() + " was placed twice");
            }
            return placed(placed, position, at);
        }
        if (view == null) {
            throw new IllegalStateException("order " + event.partitionKey() + " was never placed");
        }
        var next = new OrderViewChange(view);
        OrderStory.of(event).ifPresent(news -> next.take(news, at));
        return next.at(position, at);
    }

    private static OrderView placed(OrderPlaced placed, long position, Instant at) {
        return new OrderView(
                position,
                placed.orderId(),
                placed.cartId(),
                OrderStatus.PENDING,
                placed.customerId(),
                placed.email(),
                placed.country(),
                placed.lines(),
                placed.total(),
                placed.orderedAt(),
                at,
                at,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }
}
