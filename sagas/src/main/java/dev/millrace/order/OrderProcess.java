package dev.millrace.order;

import dev.millrace.id.OrderId;
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
import dev.millrace.payment.ChargeProgress;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentOperation;
import dev.millrace.schema.BusinessEvent;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How far an order has come, as its events tell.
 *
 * @param placed what is to be charged; absent before the order's first event
 * @param charge the order's payment; absent until it is requested
 * @param arrived whether all of it was delivered
 */
public record OrderProcess(
        OrderId orderId,
        Standing standing,
        Stock stock,
        @Nullable Placed placed,
        @Nullable ChargeProgress charge,
        boolean arrived) {

    public enum Standing {
        UNPLACED,
        OPEN,
        CONFIRMED,
        REJECTED,
        CANCELLED
    }

    /** Stock that leaves with a parcel counts as held: it is beyond release, and nobody asks. */
    public enum Stock {
        UNASKED,
        HELD,
        MISSING,
        RELEASED
    }

    public record Placed(Money total, String token) {}

    public static OrderProcess none(OrderId orderId) {
        return new OrderProcess(orderId, Standing.UNPLACED, Stock.UNASKED, null, null, false);
    }

    public OrderProcess evolve(BusinessEvent event) {
        return switch (event) {
            case OrderEvent e -> evolve(e);
            case StockEvent e -> evolve(e);
            case PaymentRequested e -> with(ChargeProgress.requested(e));
            case PaymentEvent e when charge != null -> with(charge.evolve(e));
            default -> this;
        };
    }

    /** What the gateway is to be asked next, if anything. Depends on nothing but what has happened. */
    public Optional<PaymentOperation> owed() {
        return charge == null ? Optional.empty() : charge.owed(isDoomed());
    }

    public boolean isOpen() {
        return standing == Standing.OPEN;
    }

    /** Whether nothing more follows from what has happened: all has arrived, or all is undone. */
    boolean isSettled() {
        return arrived || (isOver() && !holdsStock() && owed().isEmpty());
    }

    boolean isOver() {
        return standing == Standing.REJECTED || standing == Standing.CANCELLED;
    }

    boolean holdsStock() {
        return stock == Stock.HELD;
    }

    /** Whether the order can't be confirmed any more, so that money is to be given back and none to be taken. */
    boolean isDoomed() {
        return isOver() || (isOpen() && !holdsStock());
    }

    private OrderProcess evolve(OrderEvent event) {
        return switch (event) {
            case OrderPlaced e ->
                new OrderProcess(
                        orderId, Standing.OPEN, stock, new Placed(e.total(), e.paymentToken()), charge, arrived);
            case OrderConfirmed _ -> with(Standing.CONFIRMED);
            case OrderRejected _ -> with(Standing.REJECTED);
            case OrderCancelled _ -> with(Standing.CANCELLED);
            case OrderDelivered e when e.complete() -> new OrderProcess(orderId, standing, stock, placed, charge, true);
            case OrderShipped _, OrderDelivered _ -> this;
        };
    }

    private OrderProcess evolve(StockEvent event) {
        return switch (event) {
            case StockReserved _ -> with(Stock.HELD);
            case StockReservationRefused _ -> with(Stock.MISSING);
            case StockReleased _ -> with(Stock.RELEASED);
            case StockShipped _, StockReceived _, StockAdjusted _ -> this;
        };
    }

    private OrderProcess with(Standing next) {
        return new OrderProcess(orderId, next, stock, placed, charge, arrived);
    }

    private OrderProcess with(Stock next) {
        return new OrderProcess(orderId, standing, next, placed, charge, arrived);
    }

    private OrderProcess with(ChargeProgress next) {
        return new OrderProcess(orderId, standing, stock, placed, next, arrived);
    }
}
