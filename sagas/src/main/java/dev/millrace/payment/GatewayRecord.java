package dev.millrace.payment;

import dev.millrace.id.OrderId;
import dev.millrace.payment.ChargeProgress.Stage;
import dev.millrace.payment.PaymentCommand.RecordAuthorisation;
import dev.millrace.payment.PaymentCommand.RecordCapture;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RecordFailedAttempt;
import dev.millrace.payment.PaymentCommand.RecordRefund;
import dev.millrace.payment.PaymentCommand.RecordVoid;
import dev.millrace.processes.PortAnswer;
import dev.millrace.processes.PortAnswer.Done;
import dev.millrace.processes.PortAnswer.NoAnswer;
import dev.millrace.processes.PortAnswer.NotAsked;
import dev.millrace.processes.PortAnswer.Refused;
import dev.millrace.processes.RetryPolicy;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer of the gateway means to the payment, as the command that records it. Pure. */
public final class GatewayRecord {

    private static final String ORDER_OVER = "order-over";

    private final RetryPolicy retries;

    public GatewayRecord(RetryPolicy retries) {
        this.retries = retries;
    }

    /** @return empty if there is nothing to record, since nothing was asked */
    public Optional<PaymentCommand> of(
            PortAnswer<String> answer,
            PaymentOperation operation,
            OrderId orderId,
            ChargeProgress charge,
            Instant now) {
        return switch (answer) {
            case Done<String> done -> Optional.of(done(done, operation, orderId, charge));
            case Refused<String> refused -> Optional.of(refused(refused, operation, orderId, charge, now));
            case NoAnswer<String> silence -> Optional.of(failed(silence.reason(), operation, orderId, charge, now));
            case NotAsked<String> _ -> Optional.empty();
        };
    }

    private static PaymentCommand done(
            Done<String> done, PaymentOperation operation, OrderId orderId, ChargeProgress charge) {
        return switch (operation) {
            case AUTHORISE -> new RecordAuthorisation(charge.paymentId(), orderId, charge.amount(), done.result());
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
            Refused<String> refused, PaymentOperation operation, OrderId orderId, ChargeProgress charge, Instant now) {
        return switch (operation) {
            case AUTHORISE -> new RecordDecline(charge.paymentId(), orderId, refused.code(), refused.detail());
            // What was promised is gone, whatever the reason.
            case CAPTURE -> new RecordVoid(charge.paymentId(), orderId, refused.code());
            case VOID -> notVoided(refused, orderId, charge, now);
            case REFUND -> failed(refused.code(), operation, orderId, charge, now);
        };
    }

    /** A capture may have gone through unheard: it is recorded as what it is, and refunded. */
    private PaymentCommand notVoided(Refused<String> refused, OrderId orderId, ChargeProgress charge, Instant now) {
        return refused.code().equals(PaymentPort.CAPTURED) && charge.stage() == Stage.AUTHORISED
                ? new RecordCapture(charge.paymentId(), orderId, charge.amount())
                : failed(refused.code(), PaymentOperation.VOID, orderId, charge, now);
    }

    private PaymentCommand failed(
            String reason, PaymentOperation operation, OrderId orderId, ChargeProgress charge, Instant now) {
        int attempt = charge.nextAttempt(operation);
        return new RecordFailedAttempt(
                charge.paymentId(), orderId, operation, attempt, reason, retryAt(operation, attempt, now));
    }

    /** A charge is given up at some time; what has begun is finished or undone however long it takes. */
    private @Nullable Instant retryAt(PaymentOperation operation, int attempt, Instant now) {
        return operation == PaymentOperation.AUTHORISE
                ? retries.retryAt(attempt, now).orElse(null)
                : now.plus(retries.backoff(attempt));
    }
}
