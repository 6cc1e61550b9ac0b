package dev.millrace.inventory;

import dev.millrace.commandside.Shown;
import dev.millrace.id.Sku;
import dev.millrace.representation.Newness;

/** Stocks, as their GET shows them, for the answers to writes. */
final class ShownStock {

    private final CurrentStock current;

    ShownStock(CurrentStock current) {
        this.current = current;
    }

    Shown of(Sku sku) {
        return new Shown(Shown.path("stock", sku.value()), position -> current.stock(sku, Newness.upTo(position)));
    }
}
