package dev.millrace.cart;

import dev.millrace.cart.CartRejection.Invalid;
import java.math.BigDecimal;
import org.joda.money.Money;

/** How much a cart may hold. Together these keep every sum within a {@code long} of minor units. */
final class CartLimits {

    static final int MOST_LINES = 2_000;
    static final int MOST_ITEMS_AT_ONCE = 2_000;
    static final int HIGHEST_QUANTITY = 1_000_000;
    static final BigDecimal HIGHEST_PRICE = new BigDecimal(1_000_000);
    /** In minor units: ten thousand million pounds. */
    static final BigDecimal HIGHEST_TOTAL = new BigDecimal(1_000_000_000_000L);

    private CartLimits() {}

    static boolean allowsQuantity(long quantity) {
        return quantity >= 1 && quantity <= HIGHEST_QUANTITY;
    }

    static boolean allowsPrice(Money price) {
        return price.isPositive() && price.getAmount().compareTo(HIGHEST_PRICE) <= 0;
    }

    static boolean allowsTotal(Money total) {
        return total.getAmountMinor().compareTo(HIGHEST_TOTAL) <= 0;
    }

    static Invalid invalidQuantity(String path) {
        return new Invalid("quantity", path, "a whole number from 1 to %d".formatted(HIGHEST_QUANTITY));
    }
}
