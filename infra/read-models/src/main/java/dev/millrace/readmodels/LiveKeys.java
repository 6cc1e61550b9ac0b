package dev.millrace.readmodels;

import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;

/**
 * Redis keys of the projection {@code live}. They share a hash tag, so that one script may touch many on a cluster too.
 * Carts and orders are strings, stock is a hash of warehouse to {@code WarehouseStock}; values are JSON by
 * {@code EventJson} and begin with their position.
 */
public record LiveKeys(long generation) {
    private static final String TAG = "{millrace}:";

    /** JSON of a {@code CartView}. */
    public String cart(CartId id) {
        return prefix() + "cart:" + id;
    }

    /** JSON of an {@code OrderView}. */
    public String order(OrderId id) {
        return prefix() + "order:" + id;
    }

    /** Hash of warehouse to JSON of a {@code WarehouseStock}. */
    public String stock(Sku sku) {
        return prefix() + "stock:" + sku;
    }

    /** What all keys of the generation begin with. */
    public String prefix() {
        return TAG + generation + ":";
    }
}
