package dev.millrace.payment;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.OrderId;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** An order's payment, and what of the order bears on whether it may be paid. Keyed by the order: it has one payment. */
final class OrderPaymentBoundary implements Boundary<OrderId, OrderPayment> {

    static final OrderPaymentBoundary ORDER_PAYMENT = new OrderPaymentBoundary();

    private OrderPaymentBoundary() {}

    @Override
    public String name() {
        return "order-payment";
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
                StockReserved.class,
                StockReleased.class,
                PaymentRequested.class,
                PaymentAttemptFailed.class,
                PaymentAuthorised.class,
                PaymentCaptured.class,
                PaymentDeclined.class,
                PaymentVoided.class,
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
    public OrderPayment initial(OrderId orderId) {
        return OrderPayment.NONE;
    }

    @Override
    public OrderPayment evolve(OrderPayment state, Object event) {
        return switch (event) {
            case OrderEvent e -> state.evolve(e);
            case StockEvent e -> state.evolve(e);
            case PaymentEvent e -> state.evolve(e);
            default -> state;
        };
    }
}
