package dev.millrace.history;

import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the orders that are looked for. All that is given must hold.
 *
 * @param email whatever its case
 * @param sku on any line
 * @param from of the time of ordering, inclusive
 * @param to of the time of ordering, inclusive
 */
record OrderSearch(
        @Nullable OrderId order,
        @Nullable CustomerId customer,
        @Nullable String email,
        @Nullable Sku sku,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable OrderStatus status) {

    static OrderSearch list(@Nullable CustomerId customer, @Nullable OrderStatus status) {
        return new OrderSearch(null, customer, null, null, null, null, status);
    }
}
