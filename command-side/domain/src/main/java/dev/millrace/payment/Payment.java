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
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A payment, as the facts that were recorded about it.
 *
 * @param authorisation the gateway's reference; absent until it is authorised
 * @param decline why no money will come; absent unless it is declined
 * @param failures the number of failed attempts at each operation
 */
record Payment(
        PaymentId id,
        Money amount,
        @Nullable String authorisation,
        @Nullable String decline,
        boolean captured,
        boolean voided,
        boolean refunded,
        Map<PaymentOperation, Integer> failures) {

    /** The code of a decline that isn't the gateway's word: it was asked, and didn't answer. */
    static final String GATEWAY_SILENT = "gateway-silent";

    static Payment requested(PaymentRequested event) {
        return new Payment(event.paymentId(), event.amount(), null, null, false, false, false, Map.of());
    }

    /** Whether the gateway's answer to an operation is known, so that a failed attempt at it is no news. */
    boolean answered(PaymentOperation operation) {
        return switch (operation) {
            case AUTHORISE -> authorisation != null || decline != null;
            case CAPTURE -> captured || voided;
            case VOID -> voided || captured;
            case REFUND -> refunded;
        };
    }

    int failures(PaymentOperation operation) {
        return failures.getOrDefault(operation, 0);
    }

    boolean silent() {
        return GATEWAY_SILENT.equals(decline);
    }

    Payment evolve(PaymentEvent event) {
        return switch (event) {
            case PaymentRequested _ -> this;
            case PaymentAuthorised e ->
                new Payment(id, amount, e.gatewayReference(), decline, captured, voided, refunded, failures);
            case PaymentDeclined e ->
                new Payment(id, amount, authorisation, e.code(), captured, voided, refunded, failures);
            case PaymentCaptured _ -> new Payment(id, amount, authorisation, decline, true, voided, refunded, failures);
            case PaymentVoided _ -> new Payment(id, amount, authorisation, decline, captured, true, refunded, failures);
            case PaymentRefunded _ -> new Payment(id, amount, authorisation, decline, captured, voided, true, failures);
            case PaymentAttemptFailed e -> {
                Map<PaymentOperation, Integer> counted = new EnumMap<>(PaymentOperation.class);
                counted.putAll(failures);
                counted.put(e.operation(), e.attempt());
                yield new Payment(id, amount, authorisation, decline, captured, voided, refunded, Map.copyOf(counted));
            }
        };
    }
}
