package dev.millrace.payment;

import dev.millrace.id.PaymentId;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * How far the payment of an order has come.
 *
 * @param failures failed attempts at each operation
 */
public record ChargeProgress(
        PaymentId paymentId, Money amount, String token, Stage stage, Map<PaymentOperation, Integer> failures) {

    /** The code of a decline that isn't the gateway's word: it was asked, and didn't answer. */
    public static final String GATEWAY_SILENT = "gateway-silent";

    public enum Stage {
        REQUESTED,
        /** Asked as often as it will be, without an answer. */
        GIVEN_UP,
        AUTHORISED,
        CAPTURED,
        DECLINED,
        /** Declined for want of an answer: what may have been authorised unheard is to be voided. */
        SILENT,
        VOIDED,
        REFUNDED
    }

    public static ChargeProgress requested(PaymentRequested event) {
        return new ChargeProgress(event.paymentId(), event.amount(), event.token(), Stage.REQUESTED, Map.of());
    }

    public ChargeProgress evolve(PaymentEvent event) {
        return switch (event) {
            case PaymentRequested _ -> this;
            case PaymentAttemptFailed e -> failed(e);
            case PaymentAuthorised _ -> at(Stage.AUTHORISED);
            case PaymentCaptured _ -> at(Stage.CAPTURED);
            case PaymentDeclined e -> at(e.code().equals(GATEWAY_SILENT) ? Stage.SILENT : Stage.DECLINED);
            case PaymentVoided _ -> at(Stage.VOIDED);
            case PaymentRefunded _ -> at(Stage.REFUNDED);
        };
    }

    /** @param doomed whether the order it is for can't be confirmed any more */
    public Optional<PaymentOperation> owed(boolean doomed) {
        return switch (stage) {
            // A charge may be on its way to the gateway: voiding closes the door to it.
            case REQUESTED -> Optional.of(doomed ? PaymentOperation.VOID : PaymentOperation.AUTHORISE);
            case AUTHORISED -> Optional.of(doomed ? PaymentOperation.VOID : PaymentOperation.CAPTURE);
            case CAPTURED -> doomed ? Optional.of(PaymentOperation.REFUND) : Optional.empty();
            case SILENT -> Optional.of(PaymentOperation.VOID);
            case GIVEN_UP, DECLINED, VOIDED, REFUNDED -> Optional.empty();
        };
    }

    public boolean isCaptured() {
        return stage == Stage.CAPTURED;
    }

    /** Number of the next attempt at an operation, from 1. */
    public int nextAttempt(PaymentOperation operation) {
        return failures.getOrDefault(operation, 0) + 1;
    }

    private ChargeProgress failed(PaymentAttemptFailed event) {
        Map<PaymentOperation, Integer> counted = new EnumMap<>(PaymentOperation.class);
        counted.putAll(failures);
        counted.put(event.operation(), event.attempt());
        Stage next = event.retryAt() == null ? Stage.GIVEN_UP : stage;
        return new ChargeProgress(paymentId, amount, token, next, Map.copyOf(counted));
    }

    private ChargeProgress at(Stage next) {
        return new ChargeProgress(paymentId, amount, token, next, failures);
    }
}
