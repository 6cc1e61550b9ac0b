package dev.millrace.sandbox;

import dev.millrace.sandbox.Payment.Status;
import java.util.Optional;
import java.util.UUID;

/** What each operation does to a payment. Repeating one changes nothing; each says no in terms a caller can act on. */
final class Operations {

    private Operations() {}

    static Answer authorise(Optional<Payment> payment, Charge charge, TestToken token) {
        return payment.map(known -> again(known, charge))
                .orElseGet(() -> Answer.created(new Payment(
                        charge.paymentId(),
                        charge.orderId(),
                        charge.amount(),
                        charge.currency(),
                        token.declineCode() == null ? Status.AUTHORISED : Status.DECLINED,
                        reference(),
                        token.declineCode())));
    }

    private static Answer again(Payment known, Charge charge) {
        if (known.status() == Status.VOIDED) {
            return Answer.refused(409, "payment-voided");
        }
        return known.sameCharge(charge) ? Answer.ok(known) : Answer.refused(409, "payment-exists");
    }

    static Answer capture(Payment payment) {
        return switch (payment.status()) {
            case AUTHORISED -> Answer.ok(payment.become(Status.CAPTURED));
            case CAPTURED -> Answer.ok(payment);
            case DECLINED -> Answer.refused(409, "payment-declined");
            case VOIDED -> Answer.refused(409, "payment-voided");
            case REFUNDED -> Answer.refused(409, "payment-refunded");
        };
    }

    /** Voids even what was never heard of, so that a charge still on its way finds the door closed. */
    static Answer cancel(Optional<Payment> payment, UUID paymentId) {
        if (payment.isEmpty()) {
            return Answer.ok(new Payment(paymentId, null, 0, null, Status.VOIDED, reference(), null));
        }
        Payment known = payment.get();
        return switch (known.status()) {
            case AUTHORISED -> Answer.ok(known.become(Status.VOIDED));
            case DECLINED, VOIDED -> Answer.ok(known);
            case CAPTURED -> Answer.refused(409, "payment-captured");
            case REFUNDED -> Answer.refused(409, "payment-refunded");
        };
    }

    static Answer refund(Payment payment) {
        return switch (payment.status()) {
            case CAPTURED -> Answer.ok(payment.become(Status.REFUNDED));
            case REFUNDED -> Answer.ok(payment);
            case AUTHORISED -> Answer.refused(409, "payment-authorised");
            case DECLINED -> Answer.refused(409, "payment-declined");
            case VOIDED -> Answer.refused(409, "payment-voided");
        };
    }

    private static String reference() {
        return "sbx_" + UUID.randomUUID().toString().replace("-", "");
    }
}
