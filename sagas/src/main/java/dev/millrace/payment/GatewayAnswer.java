package dev.millrace.payment;

import java.time.Duration;

/** What came of asking the gateway. */
public sealed interface GatewayAnswer {

    /**
     * It is so at the gateway.
     *
     * @param reference the gateway's name for the payment
     */
    record Done(String reference) implements GatewayAnswer {}

    /**
     * The gateway said no, and will again.
     *
     * @param code stable, in kebab case
     */
    record Refused(String code, String detail) implements GatewayAnswer {

        /** Nothing can be done to it any more: it was voided. */
        static final String VOIDED = "payment-voided";

        /** It can't be voided: the money has been taken. */
        static final String CAPTURED = "payment-captured";
    }

    /** No usable answer; the gateway may or may not have done it. Asking again under the same key is safe. */
    record NoAnswer(String reason) implements GatewayAnswer {}

    /**
     * It was not asked: it fails so much that it is left alone for a while.
     *
     * @param retryIn when there is a point in trying
     */
    record NotAsked(Duration retryIn) implements GatewayAnswer {}
}
