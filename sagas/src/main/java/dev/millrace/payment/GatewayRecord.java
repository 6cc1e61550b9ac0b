package dev.millrace.payment;

import dev.millrace.id.OrderId;
import dev.millrace.payment.ChargeProgress.Stage;
import dev.millrace.payment.GatewayAnswer.Done;
import dev.millrace.payment.GatewayAnswer.NoAnswer;
import dev.millrace.payment.GatewayAnswer.NotAsked;
import dev.millrace.payment.GatewayAnswer.Refused;
import dev.millrace.payment.PaymentCommand.RecordAuthorisation;
import dev.millrace.payment.PaymentCommand.RecordCapture;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RecordFailedAttempt;
import dev.millrace.payment.PaymentCommand.RecordRefund;
import dev.millrace.payment.PaymentCommand.RecordVoid;
import java.time.Instant;
import java.util.Optional;

/** What an answer of the gateway means to the payment, as the command that records it. Pure. */
public final class GatewayRecord {

    private static final String ORDER_OVER = "order-over";

    private final RetryPolicy retries;

    public GatewayRecord(RetryPolicy retries) {
        this.retries = retries;
    }

    /** @return empty if there is nothing to record, since nothing was asked */
    public Optional<PaymentCommand> of(
            GatewayAnswer answer, PaymentOperation operation, OrderId orderId, ChargeProgress charge, Instant now) {
        return switch (answer) {
            case Done done -> Optional.of(done(done, operation, orderId, charge));
            case Refused refused -> Optional.of(refused(refused, operation, orderId, charge, now));
            case NoAnswer silence -> Optional.of(failed(silence.reason(), operation, orderId, charge, now));
            case NotAsked _ -> Optional.empty();
        };
    }

    private static PaymentCommand done(Done done, PaymentOperation operation, OrderId orderId, ChargeProgress charge) {
        return switch (operation) {
            case AUTHORISE -> new RecordAuthorisation(charge.paymentId(), orderId, charge.amount(), done.reference());
            case CAPTURE -> new RecordCapture(charge.paymentId(), orderId, charge.amount());
            case VOID -> voided(orderId, charge);
            case REFUND -> new RecordRefund(charge.paymentId(), orderId, charge.amount(), ORDER_OVER);
        };
    }

    /** Of a charge that was never answered nothing can be void: it is declined instead, and the door is closed to it. */
    private static PaymentCommand voided(OrderId orderId, ChargeProgress charge) {
        return switch (charge.stage()) {
            case REQUESTED, GIVEN_UP ->
                new RecordDecline(charge.paymentId(), orderId, ORDER_OVER, "the order was over before it was charged");
            case SILENT -> new RecordVoid(charge.paymentId(), orderId, ChargeProgress.GATEWAY_SILENT);
            case AUTHORISED, CAPTURED, DECLINED, VOIDED, REFUNDED ->
                new RecordVoid(charge.paymentId(), orderId, ORDER_OVER);
        };
    }

    private PaymentCommand refused(
            Refused refused, PaymentOperation operation, OrderId orderId, ChargeProgress charge, Instant now) {
        return switch (operation) {
            case AUTHORISE -> new RecordDecline(charge.paymentId(), orderId, refused.code(), refused.detail());
            // What was promised is gone, whatever the reason.
            case CAPTURE -> new RecordVoid(charge.paymentId(), orderId, refused.code());
            case VOID -> notVoided(refused, orderId, charge, now);
            case REFUND -> failed(refused.code(), operation, orderId, charge, now);
        };
    }

    /** A capture may have gone through unheard: it is recorded as what it is, and refunded. */
    private PaymentCommand notVoided(Refused refused, OrderId orderId, ChargeProgress charge, Instant now) {
        return refused.code().equals(Refused.CAPTURED) && charge.stage() == Stage.AUTHORISED
                ? new RecordCapture(charge.paymentId(), orderId, charge.amount())
                : failed(refused.code(), PaymentOperation.VOID, orderId, charge, now);
    }

    private PaymentCommand failed(
            String reason, PaymentOperation operation, OrderId orderId, ChargeProgress charge, Instant now) {
        int attempt = charge.nextAttempt(operation);
        return new RecordFailedAttempt(
                charge.paymentId(),
                orderId,
                operation,
                attempt,
                reason,
                retries.retryAt(operation, attempt, now).orElse(null));
    }
}
