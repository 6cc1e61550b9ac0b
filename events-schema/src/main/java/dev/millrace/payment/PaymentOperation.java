package dev.millrace.payment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a gateway can be asked to do with a payment. */
public enum PaymentOperation {
    @JsonProperty("authorise")
    AUTHORISE,
    @JsonProperty("capture")
    CAPTURE,
    @JsonProperty("void")
    VOID,
    @JsonProperty("refund")
    REFUND
}
