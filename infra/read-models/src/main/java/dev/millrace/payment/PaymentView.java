package dev.millrace.payment;

import dev.millrace.id.PaymentId;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param failedAttempts attempts at the gateway without a usable answer
 * @param retryAt when the gateway is asked again; absent if nothing is due
 * @param declineCode why no money came; absent unless declined
 */
public record PaymentView(
        PaymentId paymentId,
        PaymentStatus status,
        Money amount,
        int failedAttempts,
        @Nullable Instant retryAt,
        @Nullable String declineCode) {}
