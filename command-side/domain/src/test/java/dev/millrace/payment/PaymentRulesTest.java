package dev.millrace.payment;

import static dev.millrace.domain.Samples.LEEDS;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.NOON;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.OTHER_PAYMENT;
import static dev.millrace.domain.Samples.PAYMENT;
import static dev.millrace.domain.Samples.TOKEN;
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
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderRejectionReason;
import dev.millrace.payment.PaymentCommand.RecordAuthorisation;
import dev.millrace.payment.PaymentCommand.RecordCapture;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RecordFailedAttempt;
import dev.millrace.payment.PaymentCommand.RecordRefund;
import dev.millrace.payment.PaymentCommand.RecordVoid;
import dev.millrace.payment.PaymentCommand.RequestPayment;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PaymentRulesTest {

    static final Money FIVE = pounds("5.00");
    static final Money LESS = pounds("4.99");

    static final RequestPayment REQUEST = new RequestPayment(PAYMENT, ORDER, FIVE, TOKEN);
    static final RecordAuthorisation AUTHORISE = new RecordAuthorisation(PAYMENT, ORDER, FIVE, "auth-1");
    static final RecordCapture CAPTURE = new RecordCapture(PAYMENT, ORDER, FIVE);
    static final RecordDecline DECLINE = new RecordDecline(PAYMENT, ORDER, "card-declined", "no");
    static final RecordVoid VOID = new RecordVoid(PAYMENT, ORDER, "cancelled");
    static final RecordRefund REFUND = new RecordRefund(PAYMENT, ORDER, FIVE, "cancelled");

    static final OrderPlaced PLACED = placed(line(1, MUG, 2, "2.50"));
    static final OrderCancelled CANCELLED = new OrderCancelled(ORDER, "changed my mind");
    static final PaymentRequested REQUESTED = new PaymentRequested(PAYMENT, ORDER, FIVE, TOKEN);
    static final PaymentAuthorised AUTHORISED = new PaymentAuthorised(PAYMENT, ORDER, FIVE, "auth-1");
    static final PaymentCaptured CAPTURED = new PaymentCaptured(PAYMENT, ORDER, FIVE);
    static final PaymentDeclined DECLINED = new PaymentDeclined(PAYMENT, ORDER, "card-declined", "no");
    static final PaymentDeclined SILENT = new PaymentDeclined(PAYMENT, ORDER, "gateway-silent", "3 attempts");
    static final PaymentVoided VOIDED = new PaymentVoided(PAYMENT, ORDER, "cancelled");
    static final PaymentRefunded REFUNDED = new PaymentRefunded(PAYMENT, ORDER, FIVE, "cancelled");

    static final List<PaymentCommand> RECORDS =
            List.of(AUTHORISE, CAPTURE, DECLINE, VOID, REFUND, failed(PaymentOperation.AUTHORISE, 1));

    static Scenario reservedOrder() {
        return given(PLACED, reserved(allocation(MUG, LEEDS, 2, 5, 2)));
    }

    static Scenario requested() {
        return reservedOrder().andGiven(REQUESTED);
    }

    static RecordFailedAttempt failed(PaymentOperation operation, int attempt) {
        return new RecordFailedAttempt(PAYMENT, ORDER, operation, attempt, "timeout", NOON);
    }

    static PaymentAttemptFailed attemptFailed(PaymentOperation operation, int attempt) {
        return new PaymentAttemptFailed(PAYMENT, ORDER, operation, attempt, "timeout", NOON);
    }

    @Test
    void a_payment_is_requested_for_an_order_whose_stock_is_reserved() {
        reservedOrder().when(REQUEST).then(REQUESTED);
    }

    @Test
    void an_order_has_one_payment() {
        requested().when(REQUEST).thenSettled();
        requested().when(new RequestPayment(OTHER_PAYMENT, ORDER, FIVE, TOKEN)).thenSettled();
        requested().andGiven(DECLINED).when(REQUEST).thenSettled();
        requested().andGiven(CANCELLED).when(REQUEST).thenSettled();
    }

    @Test
    void an_order_without_stock_or_no_longer_pending_is_not_payable() {
        given((Object) PLACED).when(REQUEST).thenRejected("order.not-payable", CONFLICT);
        reservedOrder()
                .andGiven(new StockReleased(ORDER, List.of(), "expired"))
                .when(REQUEST)
                .thenRejected("order.not-payable", CONFLICT);
        reservedOrder().andGiven(CANCELLED).when(REQUEST).thenRejected("order.not-payable", CONFLICT);
        reservedOrder()
                .andGiven(new OrderRejected(ORDER, OrderRejectionReason.RESERVATION_EXPIRED, ""))
                .when(REQUEST)
                .thenRejected("order.not-payable", CONFLICT);
        given().when(REQUEST).thenRejected("order.not-found", NOT_FOUND);
    }

    @Test
    void an_order_s_total_is_what_is_requested_authorised_captured_and_refunded() {
        reservedOrder()
                .when(new RequestPayment(PAYMENT, ORDER, LESS, TOKEN))
                .thenInvalid("payment.wrong-amount", "amount");
        requested()
                .when(new RecordAuthorisation(PAYMENT, ORDER, LESS, "auth-1"))
                .thenInvalid("payment.wrong-amount", "amount");
        requested()
                .andGiven(AUTHORISED)
                .when(new RecordCapture(PAYMENT, ORDER, LESS))
                .thenInvalid("payment.wrong-amount", "amount");
        requested()
                .andGiven(AUTHORISED, CAPTURED)
                .when(new RecordRefund(PAYMENT, ORDER, LESS, "cancelled"))
                .thenInvalid("payment.wrong-amount", "amount");
    }

    @ParameterizedTest
    @FieldSource("RECORDS")
    void nothing_is_recorded_of_an_unknown_payment(PaymentCommand command) {
        reservedOrder().when(command).thenRejected("payment.not-found", NOT_FOUND);
        reservedOrder()
                .andGiven(new PaymentRequested(OTHER_PAYMENT, ORDER, FIVE, TOKEN))
                .when(command)
                .thenRejected("payment.not-found", NOT_FOUND);
        given().when(command).thenRejected("payment.not-found", NOT_FOUND);
    }

    @Test
    void a_payment_is_authorised_once() {
        requested().when(AUTHORISE).then(AUTHORISED);
        requested().andGiven(AUTHORISED).when(AUTHORISE).thenSettled();
        requested().andGiven(AUTHORISED, CAPTURED).when(AUTHORISE).thenSettled();
        requested().andGiven(AUTHORISED, VOIDED).when(AUTHORISE).thenSettled();
        requested()
                .andGiven(AUTHORISED)
                .when(new RecordAuthorisation(PAYMENT, ORDER, FIVE, "auth-2"))
                .thenRejected("payment.already-authorised", CONFLICT);
    }

    @Test
    void an_authorisation_that_comes_after_the_decline_is_refused() {
        requested().andGiven(DECLINED).when(AUTHORISE).thenRejected("payment.already-declined", CONFLICT);
        requested().andGiven(SILENT).when(AUTHORISE).thenRejected("payment.already-declined", CONFLICT);
        requested().andGiven(SILENT, VOIDED).when(AUTHORISE).thenRejected("payment.already-voided", CONFLICT);
    }

    @Test
    void a_payment_is_declined_only_before_it_is_authorised() {
        requested().when(DECLINE).then(DECLINED);
        requested().andGiven(DECLINED).when(DECLINE).thenSettled();
        requested().andGiven(AUTHORISED).when(DECLINE).thenRejected("payment.already-authorised", CONFLICT);
        requested().andGiven(AUTHORISED, CAPTURED).when(DECLINE).thenRejected("payment.already-authorised", CONFLICT);
    }

    @Test
    void a_payment_is_never_captured_twice() {
        requested().andGiven(AUTHORISED).when(CAPTURE).then(CAPTURED);
        requested().andGiven(AUTHORISED, CAPTURED).when(CAPTURE).thenSettled();
        requested().andGiven(AUTHORISED, CAPTURED, REFUNDED).when(CAPTURE).thenSettled();
    }

    @Test
    void only_an_authorised_payment_is_captured() {
        requested().when(CAPTURE).thenRejected("payment.not-authorised", CONFLICT);
        requested().andGiven(DECLINED).when(CAPTURE).thenRejected("payment.already-declined", CONFLICT);
        requested().andGiven(AUTHORISED, VOIDED).when(CAPTURE).thenRejected("payment.already-voided", CONFLICT);
    }

    @Test
    void money_taken_is_recorded_even_if_the_order_was_cancelled_or_rejected_meanwhile() {
        requested().andGiven(AUTHORISED, CANCELLED).when(CAPTURE).then(CAPTURED);
        requested()
                .andGiven(AUTHORISED, new OrderRejected(ORDER, OrderRejectionReason.RESERVATION_EXPIRED, ""))
                .when(CAPTURE)
                .then(CAPTURED);
        requested().andGiven(CANCELLED).when(AUTHORISE).then(AUTHORISED);
    }

    @Test
    void a_promise_or_what_may_be_one_unheard_is_voided_once() {
        requested().andGiven(AUTHORISED).when(VOID).then(VOIDED);
        requested().andGiven(SILENT).when(VOID).then(VOIDED);
        requested().andGiven(AUTHORISED, VOIDED).when(VOID).thenSettled();
    }

    @Test
    void nothing_else_is_voided() {
        requested().when(VOID).thenRejected("payment.not-authorised", CONFLICT);
        requested().andGiven(DECLINED).when(VOID).thenRejected("payment.already-declined", CONFLICT);
        requested().andGiven(AUTHORISED, CAPTURED).when(VOID).thenRejected("payment.already-captured", CONFLICT);
    }

    @Test
    void money_taken_is_given_back_once() {
        requested().andGiven(AUTHORISED, CAPTURED).when(REFUND).then(REFUNDED);
        requested().andGiven(AUTHORISED, CAPTURED, REFUNDED).when(REFUND).thenSettled();
        requested().andGiven(AUTHORISED).when(REFUND).thenRejected("payment.not-captured", CONFLICT);
    }

    @Test
    void failed_attempts_are_numbered_per_operation() {
        var authorise = PaymentOperation.AUTHORISE;
        requested().when(failed(authorise, 1)).then(attemptFailed(authorise, 1));
        requested()
                .andGiven(attemptFailed(authorise, 1))
                .when(failed(authorise, 2))
                .then(attemptFailed(authorise, 2));
        requested()
                .andGiven(attemptFailed(authorise, 1))
                .when(failed(authorise, 1))
                .thenSettled();
        requested().when(failed(authorise, 2)).thenRejected("payment.wrong-attempt", CONFLICT);
        requested().when(failed(authorise, 0)).thenRejected("payment.wrong-attempt", CONFLICT);
        requested()
                .andGiven(attemptFailed(authorise, 1), AUTHORISED)
                .when(failed(PaymentOperation.CAPTURE, 1))
                .then(attemptFailed(PaymentOperation.CAPTURE, 1));
    }

    @Test
    void a_failure_that_is_heard_of_after_the_answer_is_no_news() {
        requested()
                .andGiven(AUTHORISED)
                .when(failed(PaymentOperation.AUTHORISE, 1))
                .thenSettled();
        requested()
                .andGiven(DECLINED)
                .when(failed(PaymentOperation.AUTHORISE, 1))
                .thenSettled();
        requested()
                .andGiven(AUTHORISED, CAPTURED)
                .when(failed(PaymentOperation.CAPTURE, 1))
                .thenSettled();
        requested()
                .andGiven(AUTHORISED, VOIDED)
                .when(failed(PaymentOperation.VOID, 1))
                .thenSettled();
        requested()
                .andGiven(AUTHORISED, CAPTURED, REFUNDED)
                .when(failed(PaymentOperation.REFUND, 1))
                .thenSettled();
    }
}
