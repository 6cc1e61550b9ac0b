package dev.millrace.payment;

import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import org.jspecify.annotations.Nullable;

/** The view of a payment as a fold over its events. Pure. */
public final class PaymentFold {
    private PaymentFold() {}

    /** @throws IllegalStateException if the payment was never requested */
    public static PaymentView evolve(@Nullable PaymentView view, PaymentEvent event) {
        if (event instanceof PaymentRequested requested) {
            return new PaymentView(requested.paymentId(), PaymentStatus.REQUESTED, requested.amount(), 0, null, null);
        }
        if (view == null) {
            throw new IllegalStateException("payment " + event.paymentId() + " was never requested");
        }
        return switch (event) {
            case PaymentRequested requested -> view;
            case PaymentAttemptFailed failed ->
                new PaymentView(
                        view.paymentId(),
                        view.status(),
                        view.amount(),
                        view.failedAttempts() + 1,
                        failed.retryAt(),
                        view.declineCode());
            case PaymentAuthorised authorised -> with(view, PaymentStatus.AUTHORISED, null);
            case PaymentCaptured captured -> with(view, PaymentStatus.CAPTURED, null);
            case PaymentDeclined declined -> with(view, PaymentStatus.DECLINED, declined.code());
            case PaymentVoided voided -> with(view, PaymentStatus.VOIDED, view.declineCode());
            case PaymentRefunded refunded -> with(view, PaymentStatus.REFUNDED, null);
        };
    }

    /** What the event makes of a payment's status; absent if it leaves it as it is. */
    public static @Nullable PaymentStatus status(PaymentEvent event) {
        return switch (event) {
            case PaymentRequested requested -> PaymentStatus.REQUESTED;
            case PaymentAttemptFailed failed -> null;
            case PaymentAuthorised authorised -> PaymentStatus.AUTHORISED;
            case PaymentCaptured captured -> PaymentStatus.CAPTURED;
            case PaymentDeclined declined -> PaymentStatus.DECLINED;
            case PaymentVoided voided -> PaymentStatus.VOIDED;
            case PaymentRefunded refunded -> PaymentStatus.REFUNDED;
        };
    }

    private static PaymentView with(PaymentView view, PaymentStatus status, @Nullable String declineCode) {
        return new PaymentView(view.paymentId(), status, view.amount(), view.failedAttempts(), null, declineCode);
    }
}
