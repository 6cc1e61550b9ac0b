package dev.millrace.cart;

import dev.millrace.id.Sku;
import org.joda.money.Money;

/** Units at one price and on one agreement share a line. */
record SameLine(Sku sku, Money price, boolean agreed) {

    static SameLine of(CartLine line) {
        return new SameLine(line.sku(), line.unitPrice(), line.agreed());
    }
}
