package dev.millrace.inventory;

import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;

/**
 * Units of a SKU in a warehouse that an order holds.
 *
 * @param quantity at least 1
 */
record Held(Sku sku, WarehouseId warehouse, int quantity) {

    static Held of(Allocation allocation) {
        return new Held(allocation.sku(), allocation.warehouse(), allocation.quantity());
    }

    /** These units reserved. */
    Allocation reservedFrom(StockLevel level) {
        return new Allocation(sku, warehouse, quantity, new StockLevel(level.onHand(), level.reserved() + quantity));
    }

    /** These units free again. */
    Allocation releasedTo(StockLevel level) {
        return new Allocation(sku, warehouse, quantity, new StockLevel(level.onHand(), level.reserved() - quantity));
    }

    /** These units out of the warehouse. */
    Allocation shippedFrom(StockLevel level) {
        return new Allocation(
                sku, warehouse, quantity, new StockLevel(level.onHand() - quantity, level.reserved() - quantity));
    }
}
