package dev.millrace.payment;

import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An order as its payment sees it.
 *
 * @param total what it costs; absent until it is placed
 * @param pending whether nothing is decided about it yet
 * @param reserved whether its stock is reserved
 * @param payment its one payment; absent until requested
 */
record OrderPayment(
        @Nullable Money total,
        boolean pending,
        boolean reserved,
        @Nullable Payment payment) {

    static final OrderPayment NONE = new OrderPayment(null, false, false, null);

    OrderPayment evolve(OrderEvent event) {
        return switch (event) {
            case OrderPlaced e -> new OrderPayment(e.total(), true, reserved, payment);
            case OrderConfirmed _, OrderRejected _, OrderCancelled _ ->
                new OrderPayment(total, false, reserved, payment);
            case OrderShipped _, OrderDelivered _ -> this;
        };
    }

    OrderPayment evolve(StockEvent event) {
        return switch (event) {
            case StockReserved _ -> new OrderPayment(total, pending, true, payment);
            case StockReleased _ -> new OrderPayment(total, pending, false, payment);
            case StockReservationRefused _, StockShipped _, StockReceived _, StockAdjusted _ -> this;
        };
    }

    OrderPayment evolve(PaymentEvent event) {
        if (event instanceof PaymentRequested e) {
            return new OrderPayment(total, pending, reserved, Payment.requested(e));
        }
        return payment == null ? this : new OrderPayment(total, pending, reserved, payment.evolve(event));
    }
}
