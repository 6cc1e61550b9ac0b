package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an order was rejected. */
public enum OrderRejectionReason {
    @JsonProperty("stock-missing")
    STOCK_MISSING,
    @JsonProperty("payment-declined")
    PAYMENT_DECLINED,
    /** The payment didn't come before the reservation ended. */
    @JsonProperty("reservation-expired")
    RESERVATION_EXPIRED
}
