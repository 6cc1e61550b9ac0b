package dev.millrace.inventory;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Units of one SKU in one warehouse: a field of the SKU's hash in Redis.
 *
 * @param position of the event that led to it; the first property of the JSON, where the guard of the write looks for it
 * @param onHand reserved ones included
 */
@JsonPropertyOrder("position")
public record WarehouseStock(long position, long onHand, long reserved) {
    /** Units that can still be promised. Not a property of the JSON. */
    public long free() {
        return onHand - reserved;
    }
}
