package dev.millrace.inventory;

import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;

/**
 * Units of a SKU that an order holds in, gives back to, or takes from a warehouse.
 *
 * @param quantity at least 1
 * @param after the warehouse's level once this has happened, so that a reader need not count
 */
public record Allocation(Sku sku, WarehouseId warehouse, int quantity, StockLevel after) {}
