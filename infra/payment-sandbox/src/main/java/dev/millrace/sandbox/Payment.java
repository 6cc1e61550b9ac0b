package dev.millrace.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the gateway has it in its books, and as it answers with it.
 *
 * @param amount minor units; 0 for a payment voided before it was heard of
 * @param code why it was declined; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Payment(
        UUID paymentId,
        @Nullable UUID orderId,
        long amount,
        @Nullable String currency,
        Status status,
        String reference,
        @Nullable String code) {

    enum Status {
        @JsonProperty("authorised")
        AUTHORISED,
        @JsonProperty("declined")
        DECLINED,
        @JsonProperty("captured")
        CAPTURED,
        @JsonProperty("voided")
        VOIDED,
        @JsonProperty("refunded")
        REFUNDED
    }

    Payment become(Status next) {
        return new Payment(paymentId, orderId, amount, currency, next, reference, code);
    }

    boolean sameCharge(Charge charge) {
        return charge.orderId().equals(orderId)
                && charge.amount() == amount
                && charge.currency().equals(currency);
    }
}
