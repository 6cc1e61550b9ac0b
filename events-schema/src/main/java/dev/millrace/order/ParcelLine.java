package dev.millrace.order;

import dev.millrace.schema.Bounds;

/**
 * How much of an order's line is in a parcel.
 *
 * @param line number of the order's line
 * @param quantity units in the parcel
 */
public record ParcelLine(
        @Bounds(least = 1) int line, @Bounds(least = 1) int quantity) {}
