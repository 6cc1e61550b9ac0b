package dev.millrace.order;

import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.schema.BusinessEvent;
import java.util.ArrayList;
import java.util.List;

/** Where an order stands: its status, its goods and its money. Immutable; each event leads to the next. */
record OrderProgress(OrderStatus status, Goods goods, Funds funds, boolean allShipped) {

    static final OrderProgress START = new OrderProgress(OrderStatus.PENDING, Goods.NONE, Funds.NONE, false);

    /** What the order holds of the stock. */
    enum Goods {
        NONE,
        REFUSED,
        HELD,
        RELEASED
    }

    /** Where the order's money is. */
    enum Funds {
        NONE,
        REQUESTED,
        AUTHORISED,
        CAPTURED,
        DECLINED,
        VOIDED,
        REFUNDED
    }

    OrderProgress after(BusinessEvent event) {
        return switch (event) {
            case OrderEvent order -> afterOrder(order);
            case StockEvent stock -> afterStock(stock);
            case PaymentEvent payment -> with(afterPayment(payment));
            default -> this;
        };
    }

    /** Whether nothing more will happen to the order of itself. */
    boolean isFinal() {
        return switch (status) {
            case REJECTED, DELIVERED -> true;
            case CANCELLED -> goods != Goods.HELD && !moneyIsOut();
            case PENDING, CONFIRMED, SHIPPED -> false;
        };
    }

    /** The steps that must come next, in the order in which they are expected. */
    List<StepName> awaited() {
        return switch (status) {
            case PENDING -> List.of(nextOfPending());
            case CONFIRMED, SHIPPED -> allShipped ? List.of() : List.of(StepName.SHIPMENT);
            case CANCELLED, REJECTED -> undoing();
            case DELIVERED -> List.of();
        };
    }

    private StepName nextOfPending() {
        return switch (goods) {
            case NONE -> StepName.STOCK_RESERVATION;
            case REFUSED, RELEASED -> StepName.REJECTION;
            case HELD ->
                switch (funds) {
                    case NONE, REQUESTED -> StepName.PAYMENT_AUTHORISATION;
                    case AUTHORISED -> StepName.PAYMENT_CAPTURE;
                    case CAPTURED -> StepName.CONFIRMATION;
                    case DECLINED, VOIDED, REFUNDED -> StepName.STOCK_RELEASE;
                };
        };
    }

    private List<StepName> undoing() {
        List<StepName> steps = new ArrayList<>();
        if (goods == Goods.HELD) {
            steps.add(StepName.STOCK_RELEASE);
        }
        if (moneyIsOut()) {
            steps.add(funds == Funds.CAPTURED ? StepName.PAYMENT_REFUND : StepName.PAYMENT_VOID);
        }
        return List.copyOf(steps);
    }

    private boolean moneyIsOut() {
        return switch (funds) {
            case REQUESTED, AUTHORISED, CAPTURED -> true;
            case NONE, DECLINED, VOIDED, REFUNDED -> false;
        };
    }

    private OrderProgress afterOrder(OrderEvent event) {
        return switch (event) {
            case OrderPlaced _ -> this;
            case OrderConfirmed _ -> with(OrderStatus.CONFIRMED);
            case OrderRejected _ -> with(OrderStatus.REJECTED);
            case OrderCancelled _ -> with(OrderStatus.CANCELLED);
            case OrderShipped shipped ->
                shipped.complete() ? new OrderProgress(OrderStatus.SHIPPED, goods, funds, true) : this;
            case OrderDelivered delivered -> delivered.complete() ? with(OrderStatus.DELIVERED) : this;
        };
    }

    private OrderProgress afterStock(StockEvent event) {
        return switch (event) {
            case StockReserved _ -> with(Goods.HELD);
            case StockReservationRefused _ -> with(Goods.REFUSED);
            case StockReleased _ -> with(Goods.RELEASED);
            case StockEvent.StockShipped _, StockEvent.StockReceived _, StockEvent.StockAdjusted _ -> this;
        };
    }

    private Funds afterPayment(PaymentEvent event) {
        return switch (event) {
            case PaymentRequested _ -> Funds.REQUESTED;
            case PaymentAttemptFailed _ -> funds;
            case PaymentAuthorised _ -> Funds.AUTHORISED;
            case PaymentCaptured _ -> Funds.CAPTURED;
            case PaymentDeclined _ -> Funds.DECLINED;
            case PaymentVoided _ -> Funds.VOIDED;
            case PaymentRefunded _ -> Funds.REFUNDED;
        };
    }

    private OrderProgress with(OrderStatus next) {
        return new OrderProgress(next, goods, funds, allShipped);
    }

    private OrderProgress with(Goods next) {
        return new OrderProgress(status, next, funds, allShipped);
    }

    private OrderProgress with(Funds next) {
        return new OrderProgress(status, goods, next, allShipped);
    }
}
