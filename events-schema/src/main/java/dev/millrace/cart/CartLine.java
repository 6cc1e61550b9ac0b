package dev.millrace.cart;

import dev.millrace.id.Sku;
import dev.millrace.schema.Bounds;
import org.joda.money.Money;

/**
 * A line of a cart.
 *
 * @param line number of the line in its cart, from 1, never used twice
 * @param name the product's name when it was added
 * @param quantity units of it
 * @param unitPrice price of one unit when it was added
 * @param agreed whether the price was agreed with the customer, so that list prices no longer bear on it
 */
public record CartLine(
        @Bounds(least = 1) int line,
        Sku sku,
        String name,
        @Bounds(least = 1, most = 1_000_000) int quantity,
        Money unitPrice,
        boolean agreed) {

    /** The line with another quantity. */
    public CartLine withQuantity(int units) {
        return new CartLine(line, sku, name, units, unitPrice, agreed);
    }

    /** The line at another price. */
    public CartLine withPrice(Money price) {
        return new CartLine(line, sku, name, quantity, price, agreed);
    }
}
