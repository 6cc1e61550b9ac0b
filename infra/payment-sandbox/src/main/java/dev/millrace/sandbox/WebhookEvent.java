package dev.millrace.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook tells.
 *
 * @param id the same in every attempt to tell it
 * @param type {@code payment.} and the payment's new status
 */
record WebhookEvent(String id, String type, Instant created, Data data) {

    static WebhookEvent of(Payment payment) {
        return new WebhookEvent(
                "evt_" + UUID.randomUUID().toString().replace("-", ""),
                "payment." + payment.status().name().toLowerCase(Locale.ROOT),
                Instant.now(),
                new Data(
                        payment.paymentId(),
                        payment.orderId(),
                        payment.amount(),
                        payment.currency(),
                        payment.reference(),
                        payment.code()));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            UUID paymentId,
            @Nullable UUID orderId,
            long amount,
            @Nullable String currency,
            String reference,
            @Nullable String code) {}
}
