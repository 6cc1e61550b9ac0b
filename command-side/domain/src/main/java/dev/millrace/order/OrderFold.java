package dev.millrace.order;

import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderState.Parcel;
import dev.millrace.order.OrderState.Placed;
import dev.millrace.order.OrderState.Status;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import java.util.Map;
import org.joda.money.Money;

/** How an order's events, whichever context they come from, make its state. */
final class OrderFold {

    private OrderFold() {}

    static OrderState evolve(OrderState state, OrderEvent event) {
        if (event instanceof OrderPlaced e) {
            Money nothing = Money.zero(e.total().getCurrencyUnit());
            return new Placed(Status.PENDING, e.lines(), e.total(), false, nothing, Map.of());
        }
        return state instanceof Placed order ? evolve(order, event) : state;
    }

    static OrderState evolve(OrderState state, StockEvent event) {
        return switch (event) {
            case StockReserved _ when state instanceof Placed order -> order.withStock(true);
            case StockReleased _ when state instanceof Placed order -> order.withStock(false);
            case StockReserved _, StockReleased _, StockShipped _ -> state;
            case StockReservationRefused _, StockReceived _, StockAdjusted _ -> state;
        };
    }

    static OrderState evolve(OrderState state, PaymentEvent event) {
        return switch (event) {
            case PaymentCaptured e
            when state instanceof Placed order -> order.withPaid(order.paid().plus(e.amount()));
            case PaymentRefunded e
            when state instanceof Placed order -> order.withPaid(order.paid().minus(e.amount()));
            case PaymentCaptured _, PaymentRefunded _, PaymentRequested _, PaymentAttemptFailed _ -> state;
            case PaymentAuthorised _, PaymentDeclined _, PaymentVoided _ -> state;
        };
    }

    private static Placed evolve(Placed order, OrderEvent event) {
        return switch (event) {
            case OrderPlaced _ -> order;
            case OrderConfirmed _ -> order.with(Status.CONFIRMED);
            case OrderRejected _ -> order.with(Status.REJECTED);
            case OrderCancelled _ -> order.with(Status.CANCELLED);
            case OrderShipped e ->
                order.with(e.parcelId(), new Parcel(e.carrier(), e.trackingNumber(), e.lines(), false));
            case OrderDelivered e -> {
                Parcel parcel = order.parcels().get(e.parcelId());
                yield parcel == null ? order : order.with(e.parcelId(), parcel.arrived());
            }
        };
    }
}
