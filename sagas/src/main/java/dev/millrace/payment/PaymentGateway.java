package dev.millrace.payment;

import dev.millrace.id.OrderId;
import reactor.core.publisher.Mono;

/**
 * Where the money is. Non-blocking; any thread may call. Idempotent: repeating an operation on a payment gets the same
 * answer and takes no money twice.
 */
public interface PaymentGateway {

    /**
     * Asks for one operation, once. Takes no longer than the gateway's timeout.
     *
     * @return one answer; an error only where the adapter itself is broken
     */
    Mono<GatewayAnswer> ask(PaymentOperation operation, OrderId orderId, ChargeProgress charge);
}
