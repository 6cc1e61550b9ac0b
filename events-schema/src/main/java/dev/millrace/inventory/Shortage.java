package dev.millrace.inventory;

import dev.millrace.id.Sku;
import dev.millrace.schema.Bounds;

/**
 * A SKU that an order asked more of than there was.
 *
 * @param requested units that the order asked for, all its lines together
 * @param available units that were free in all warehouses
 */
public record Shortage(
        Sku sku,
        @Bounds(least = 1) long requested,
        @Bounds(least = 0) long available) {}
