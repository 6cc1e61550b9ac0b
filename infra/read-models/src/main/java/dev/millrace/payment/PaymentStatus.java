package dev.millrace.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a payment stands. */
public enum PaymentStatus {
    @JsonProperty("requested")
    REQUESTED,
    @JsonProperty("authorised")
    AUTHORISED,
    @JsonProperty("captured")
    CAPTURED,
    @JsonProperty("declined")
    DECLINED,
    @JsonProperty("voided")
    VOIDED,
    @JsonProperty("refunded")
    REFUNDED;

    /** The word in JSON and in the tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
