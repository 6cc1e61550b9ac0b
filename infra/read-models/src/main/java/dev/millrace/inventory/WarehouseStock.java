package dev.millrace.inventory;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.millrace.id.Sku;
import dev.millrace.readmodels.LiveKind;

/**
 * Units of one SKU in one warehouse: a field of the SKU's hash in Redis.
 *
 * @param position of the event that led to it; the first property of the JSON, where the guard of the write looks for it
 * @param onHand reserved ones included
 */
@JsonPropertyOrder("position")
public record WarehouseStock(long position, long onHand, long reserved) {

    /** Stock in Redis: a hash by SKU, of warehouse to the JSON of one. */
    public static final LiveKind<Sku> KIND = new LiveKind<>("stock");

    /** Units that can still be promised. Not a property of the JSON. */
    public long free() {
        return onHand - reserved;
    }
}
