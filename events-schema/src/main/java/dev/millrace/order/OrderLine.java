package dev.millrace.order;

import dev.millrace.id.Sku;
import dev.millrace.schema.Bounds;
import org.joda.money.Money;

/**
 * A line of an order. One SKU may stand on several lines, at different prices.
 *
 * @param line number of the line in its order, from 1
 * @param name the product's name when it was ordered
 * @param quantity units ordered
 * @param unitPrice price of one unit
 */
public record OrderLine(
        @Bounds(least = 1) int line,
        Sku sku,
        String name,
        @Bounds(least = 1, most = 1_000_000) int quantity,
        Money unitPrice) {

    public Money total() {
        return unitPrice.multipliedBy(quantity);
    }
}
