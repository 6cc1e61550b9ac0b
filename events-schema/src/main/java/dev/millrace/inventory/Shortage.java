package dev.millrace.inventory;

import dev.millrace.id.Sku;

/**
 * A SKU that an order asked more of than there was.
 *
 * @param requested units that the order asked for, all its lines together
 * @param available units that were free in all warehouses
 */
public record Shortage(Sku sku, long requested, long available) {}
