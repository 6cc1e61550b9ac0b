package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.payment.PaymentOperation;
import org.jspecify.annotations.Nullable;

/** What an order goes through. A step that undoes another names the one it compensates. */
public enum StepName {
    @JsonProperty("placement")
    PLACEMENT,
    @JsonProperty("stock-reservation")
    STOCK_RESERVATION,
    @JsonProperty("payment-authorisation")
    PAYMENT_AUTHORISATION,
    @JsonProperty("payment-capture")
    PAYMENT_CAPTURE,
    @JsonProperty("confirmation")
    CONFIRMATION,
    @JsonProperty("shipment")
    SHIPMENT,
    @JsonProperty("delivery")
    DELIVERY,
    @JsonProperty("cancellation")
    CANCELLATION,
    @JsonProperty("stock-release")
    STOCK_RELEASE,
    @JsonProperty("payment-void")
    PAYMENT_VOID,
    @JsonProperty("payment-refund")
    PAYMENT_REFUND,
    @JsonProperty("rejection")
    REJECTION;

    /** The step that a call of the gateway is about. */
    public static StepName of(PaymentOperation operation) {
        return switch (operation) {
            case AUTHORISE -> PAYMENT_AUTHORISATION;
            case CAPTURE -> PAYMENT_CAPTURE;
            case VOID -> PAYMENT_VOID;
            case REFUND -> PAYMENT_REFUND;
        };
    }

    /** The step that it undoes, if it undoes one. */
    public @Nullable StepName compensates() {
        return switch (this) {
            case STOCK_RELEASE -> STOCK_RESERVATION;
            case PAYMENT_VOID -> PAYMENT_AUTHORISATION;
            case PAYMENT_REFUND -> PAYMENT_CAPTURE;
            case PLACEMENT,
                    STOCK_RESERVATION,
                    PAYMENT_AUTHORISATION,
                    PAYMENT_CAPTURE,
                    CONFIRMATION,
                    SHIPMENT,
                    DELIVERY,
                    CANCELLATION,
                    REJECTION -> null;
        };
    }
}
