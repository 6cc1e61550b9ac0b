package dev.millrace.order;

/**
 * How much of an order's line is in a parcel.
 *
 * @param line number of the order's line
 * @param quantity at least 1
 */
public record ParcelLine(int line, int quantity) {}
