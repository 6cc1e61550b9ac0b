package dev.millrace.sandbox;

import java.util.Currency;
import java.util.UUID;

/**
 * A request to authorise.
 *
 * @param amount minor units, 0 to {@value #MOST}
 * @param currency ISO 4217
 */
record Charge(UUID paymentId, UUID orderId, long amount, String currency, String token) {

    static final long MOST = 999_999_999_999L;

    /** @throws IllegalArgumentException saying what is wrong */
    Charge {
        if (amount < 0 || amount > MOST) {
            throw new IllegalArgumentException("amount must be a whole number of minor units from 0 to " + MOST);
        }
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
            throw new IllegalArgumentException("currency must be an ISO 4217 code");
        }
    }
}
