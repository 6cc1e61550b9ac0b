package dev.millrace.inventory;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.OrderId;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** What of an order's events bears on the stock it holds. */
final class OrderHoldBoundary implements Boundary<OrderId, OrderHold> {

    static final OrderHoldBoundary ORDER_HOLD = new OrderHoldBoundary();

    private OrderHoldBoundary() {}

    @Override
    public String name() {
        return "order-hold";
    }

    @Override
    public Tag tag(OrderId orderId) {
        return Tag.of(Tags.ORDER, orderId.toString());
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(
                OrderPlaced.class,
                OrderConfirmed.class,
                OrderRejected.class,
                OrderCancelled.class,
                OrderShipped.class,
                StockReserved.class,
                StockReservationRefused.class,
                StockReleased.class,
                StockShipped.class);
    }

    @Override
    public Collection<OrderId> keysOf(Object event) {
        return switch (event) {
            case OrderEvent e -> List.of(e.orderId());
            case OrderStockEvent e -> List.of(e.orderId());
            case StockReservationRefused e -> List.of(e.orderId());
            default -> List.of();
        };
    }

    @Override
    public OrderHold initial(OrderId orderId) {
        return OrderHold.NONE;
    }

    @Override
    public OrderHold evolve(OrderHold hold, Object event) {
        return switch (event) {
            case OrderEvent e -> hold.evolve(e);
            case StockEvent e -> hold.evolve(e);
            default -> hold;
        };
    }
}
