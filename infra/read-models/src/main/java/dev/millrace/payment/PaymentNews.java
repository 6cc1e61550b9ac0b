package dev.millrace.payment;

import dev.millrace.id.PaymentId;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of a payment.
 *
 * @param status it has from now on; absent if an attempt failed, which leaves it as it is
 * @param requested what is to be paid, if it was requested just now
 * @param retryAt when the gateway is asked again; absent if it isn't
 * @param declineCode why no money comes, if it was declined just now
 */
public record PaymentNews(
        PaymentId paymentId,
        @Nullable PaymentStatus status,
        @Nullable Money requested,
        @Nullable Instant retryAt,
        @Nullable String declineCode) {

    public static PaymentNews requested(PaymentId payment, Money amount) {
        return new PaymentNews(payment, PaymentStatus.REQUESTED, amount, null, null);
    }

    public static PaymentNews is(PaymentId payment, PaymentStatus status) {
        return new PaymentNews(payment, status, null, null, null);
    }

    public static PaymentNews declined(PaymentId payment, String code) {
        return new PaymentNews(payment, PaymentStatus.DECLINED, null, null, code);
    }

    public static PaymentNews attemptFailed(PaymentId payment, @Nullable Instant retryAt) {
        return new PaymentNews(payment, null, null, retryAt, null);
    }

    /**
     * The payment as it is after it.
     *
     * @param before absent if nothing was heard of it
     * @throws IllegalStateException if it was never requested
     */
    public PaymentView after(@Nullable PaymentView before) {
        if (requested != null) {
            return new PaymentView(paymentId, PaymentStatus.REQUESTED, requested, 0, null, null);
        }
        if (before == null) {
            throw new IllegalStateException("payment " + paymentId + " was never requested");
        }
        return new PaymentView(
                before.paymentId(),
                status == null ? before.status() : status,
                before.amount(),
                before.failedAttempts() + (status == null ? 1 : 0),
                retryAt,
                declineCode == null ? before.declineCode() : declineCode);
    }
}
