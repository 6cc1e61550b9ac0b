package dev.millrace.inventory;

import dev.millrace.schema.Bounds;

/**
 * Units of one SKU in one warehouse.
 *
 * @param onHand units in the warehouse, reserved ones included; never negative
 * @param reserved units promised to orders; 0 to {@code onHand}
 */
public record StockLevel(
        @Bounds(least = 0) long onHand, @Bounds(least = 0) long reserved) {

    public static final StockLevel NONE = new StockLevel(0, 0);

    /** @throws IllegalArgumentException if the level would oversell or go below zero */
    public StockLevel {
        if (onHand < 0 || reserved < 0 || reserved > onHand) {
            throw new IllegalArgumentException(
                    "no such stock level: %d on hand, %d reserved".formatted(onHand, reserved));
        }
    }

    /** Units that can still be promised. Not a property of the JSON: it follows from the others. */
    public long free() {
        return onHand - reserved;
    }
}
