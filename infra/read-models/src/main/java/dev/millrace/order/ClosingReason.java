package dev.millrace.order;

/**
 * Why an order was rejected or cancelled.
 *
 * @param code {@code cancelled}, or why it was rejected: {@code stock-missing}, {@code payment-declined},
 *     {@code reservation-expired}
 */
public record ClosingReason(String code, String detail) {}
