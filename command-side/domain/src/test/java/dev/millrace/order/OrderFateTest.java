package dev.millrace.order;

import static dev.millrace.domain.Samples.LEEDS;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.PARCEL;
import static dev.millrace.domain.Samples.PAYMENT;
import static dev.millrace.domain.Samples.allocation;
import static dev.millrace.domain.Samples.line;
import static dev.millrace.domain.Samples.placed;
import static dev.millrace.domain.Samples.pounds;
import static dev.millrace.domain.Samples.reserved;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;

import dev.millrace.domain.Scenario;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.order.OrderCommand.CancelOrder;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderCommand.RejectOrder;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderFateTest {

    static final ConfirmOrder CONFIRM = new ConfirmOrder(ORDER);
    static final RejectOrder REJECT = new RejectOrder(ORDER, OrderRejectionReason.PAYMENT_DECLINED, "card declined");
    static final CancelOrder CANCEL = new CancelOrder(ORDER, "changed my mind");

    static final OrderConfirmed CONFIRMED = new OrderConfirmed(ORDER);
    static final OrderRejected REJECTED =
            new OrderRejected(ORDER, OrderRejectionReason.PAYMENT_DECLINED, "card declined");
    static final OrderCancelled CANCELLED = new OrderCancelled(ORDER, "changed my mind");
    static final PaymentCaptured CAPTURED = new PaymentCaptured(PAYMENT, ORDER, pounds("5.00"));
    static final PaymentRefunded REFUNDED = new PaymentRefunded(PAYMENT, ORDER, pounds("5.00"), "cancelled");
    static final StockReleased RELEASED = new StockReleased(ORDER, List.of(allocation(MUG, LEEDS, 2, 5, 0)), "expired");

    static Scenario pending() {
        return given((Object) placed(line(1, MUG, 2, "2.50")));
    }

    static Scenario pendingAndReserved() {
        return pending().andGiven(reserved(allocation(MUG, LEEDS, 2, 5, 2)));
    }

    @Test
    void an_order_whose_stock_is_reserved_and_paid_is_confirmed() {
        pendingAndReserved().andGiven(CAPTURED).when(CONFIRM).then(CONFIRMED);
    }

    @Test
    void an_order_is_confirmed_once() {
        pendingAndReserved().andGiven(CAPTURED, CONFIRMED).when(CONFIRM).thenNothing();
    }

    @Test
    void an_order_without_stock_is_not_confirmed() {
        pending().andGiven(CAPTURED).when(CONFIRM).thenRejected("order.stock-not-reserved", CONFLICT);
        pendingAndReserved()
                .andGiven(RELEASED, CAPTURED)
                .when(CONFIRM)
                .thenRejected("order.stock-not-reserved", CONFLICT);
    }

    @Test
    void an_order_that_is_not_paid_in_full_is_not_confirmed() {
        pendingAndReserved().when(CONFIRM).thenRejected("order.not-paid", CONFLICT);
        pendingAndReserved()
                .andGiven(new PaymentCaptured(PAYMENT, ORDER, pounds("4.99")))
                .when(CONFIRM)
                .thenRejected("order.not-paid", CONFLICT);
        pendingAndReserved().andGiven(CAPTURED, REFUNDED).when(CONFIRM).thenRejected("order.not-paid", CONFLICT);
    }

    @Test
    void a_rejected_or_cancelled_order_is_not_confirmed() {
        pendingAndReserved().andGiven(REJECTED, CAPTURED).when(CONFIRM).thenRejected("order.not-confirmable", CONFLICT);
        pendingAndReserved()
                .andGiven(CAPTURED, CANCELLED)
                .when(CONFIRM)
                .thenRejected("order.not-confirmable", CONFLICT);
    }

    @Test
    void a_pending_order_can_be_rejected_once() {
        pending().when(REJECT).then(REJECTED);
        pendingAndReserved().andGiven(RELEASED).when(REJECT).then(REJECTED);
        pending().andGiven(REJECTED).when(REJECT).thenNothing();
    }

    @Test
    void a_paid_order_is_rejected_only_after_its_money_is_given_back() {
        pendingAndReserved().andGiven(CAPTURED).when(REJECT).thenRejected("order.paid", CONFLICT);
        pendingAndReserved().andGiven(CAPTURED, REFUNDED).when(REJECT).then(REJECTED);
    }

    @Test
    void an_order_that_is_decided_is_not_rejected() {
        pendingAndReserved().andGiven(CAPTURED, CONFIRMED).when(REJECT).thenRejected("order.not-rejectable", CONFLICT);
        pending().andGiven(CANCELLED).when(REJECT).thenRejected("order.not-rejectable", CONFLICT);
    }

    @Test
    void an_order_is_cancelled_while_pending_or_confirmed() {
        pending().when(CANCEL).then(CANCELLED);
        pendingAndReserved().andGiven(CAPTURED).when(CANCEL).then(CANCELLED);
        pendingAndReserved().andGiven(CAPTURED, CONFIRMED).when(CANCEL).then(CANCELLED);
        pending().andGiven(CANCELLED).when(CANCEL).thenNothing();
    }

    @Test
    void an_order_of_which_something_was_shipped_is_not_cancelled() {
        pendingAndReserved()
                .andGiven(CAPTURED, CONFIRMED)
                .andGiven(new OrderShipped(ORDER, PARCEL, "Royal Mail", "RM1", List.of(new ParcelLine(1, 1)), false))
                .when(CANCEL)
                .thenRejected("order.not-cancellable", CONFLICT);
    }

    @Test
    void a_rejected_order_is_not_cancelled() {
        pending().andGiven(REJECTED).when(CANCEL).thenRejected("order.not-cancellable", CONFLICT);
    }

    @Test
    void a_reason_has_at_most_500_characters() {
        pending().when(new CancelOrder(ORDER, "x".repeat(501))).thenInvalid("order.invalid-reason", "reason");
    }

    @Test
    void an_unknown_order_is_not_found() {
        given().when(CONFIRM).thenRejected("order.not-found", NOT_FOUND);
        given().when(REJECT).thenRejected("order.not-found", NOT_FOUND);
        given().when(CANCEL).thenRejected("order.not-found", NOT_FOUND);
    }
}
