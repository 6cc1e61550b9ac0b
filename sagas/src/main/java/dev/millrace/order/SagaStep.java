package dev.millrace.order;

import dev.millrace.payment.PaymentOperation;
import java.time.Instant;

/** Something to be done for an order. Steps are done in the order given; every one may be repeated. */
public sealed interface SagaStep {

    /** A command; refused or without effect if it has been obeyed or is no longer called for. */
    record Send(Object command) implements SagaStep {}

    /** Ask the gateway, beside the course of events; the answer comes back as an event. */
    record CallNow(PaymentOperation operation) implements SagaStep {}

    /** Ask the gateway then. */
    record CallAt(PaymentOperation operation, Instant at) implements SagaStep {}

    /** Look at the order again then: its reservation ends. */
    record ExpireAt(Instant at) implements SagaStep {}

    /** The reservation's end matters no longer. */
    record ForgetExpiry() implements SagaStep {}
}
