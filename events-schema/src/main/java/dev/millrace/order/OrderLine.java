package dev.millrace.order;

import dev.millrace.id.Sku;
import org.joda.money.Money;

/**
 * A line of an order. One SKU may stand on several lines, at different prices.
 *
 * @param line number of the line in its order, from 1
 * @param quantity 1 to 1,000,000
 */
public record OrderLine(int line, Sku sku, String name, int quantity, Money unitPrice) {

    public Money total() {
        return unitPrice.multipliedBy(quantity);
    }
}
