package dev.millrace.order;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.OrderId;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** Everything that bears on an order's fate, so that confirming, rejecting, cancelling and shipping exclude one another. */
final class OrderBoundary implements Boundary<OrderId, OrderState> {

    static final OrderBoundary ORDER = new OrderBoundary();

    private OrderBoundary() {}

    @Override
    public String name() {
        return "order";
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
                OrderDelivered.class,
                StockReserved.class,
                StockReleased.class,
                PaymentCaptured.class,
                PaymentRefunded.class);
    }

    @Override
    public Collection<OrderId> keysOf(Object event) {
        return switch (event) {
            case OrderEvent e -> List.of(e.orderId());
            case OrderStockEvent e -> List.of(e.orderId());
            case PaymentEvent e -> List.of(e.orderId());
            default -> List.of();
        };
    }

    @Override
    public OrderState initial(OrderId orderId) {
        return new OrderState.Unplaced();
    }

    @Override
    public OrderState evolve(OrderState state, Object event) {
        return switch (event) {
            case OrderEvent e -> OrderFold.evolve(state, e);
            case StockEvent e -> OrderFold.evolve(state, e);
            case PaymentEvent e -> OrderFold.evolve(state, e);
            default -> state;
        };
    }
}
