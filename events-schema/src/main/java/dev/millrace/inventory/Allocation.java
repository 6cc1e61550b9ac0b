package dev.millrace.inventory;

import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.schema.Bounds;

/**
 * Units of a SKU that an order holds in, gives back to, or takes from a warehouse.
 *
 * @param quantity units held, given back or taken
 * @param after the warehouse's level once this has happened, so that a reader need not count
 */
public record Allocation(
        Sku sku, WarehouseId warehouse, @Bounds(least = 1) int quantity, StockLevel after) {}
