package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an order was rejected or cancelled, as the read models say it. */
public enum ClosingCode {
    @JsonProperty("stock-missing")
    STOCK_MISSING,
    @JsonProperty("payment-declined")
    PAYMENT_DECLINED,
    @JsonProperty("reservation-expired")
    RESERVATION_EXPIRED,
    /** By whoever ordered. */
    @JsonProperty("cancelled")
    CANCELLED
}
