package dev.millrace.payment;

import dev.millrace.id.OrderId;
import dev.millrace.payment.GatewayAnswer.NoAnswer;
import dev.millrace.payment.GatewayAnswer.NotAsked;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Leaves a gateway alone that fails nearly every time, so that its silence costs no order an attempt. A single token that
 * stays silent among others that don't is no reason to.
 */
public final class ForbearingGateway implements PaymentGateway {

    private static final int PROBES = 5;

    private final PaymentGateway gateway;
    private final Duration pause;
    private final CircuitBreaker circuit;

    public ForbearingGateway(PaymentGateway gateway, GatewaySettings.Circuit settings) {
        this.gateway = gateway;
        this.pause = settings.pause();
        this.circuit = CircuitBreaker.of(
                "payment-gateway",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.requests())
                        .minimumNumberOfCalls(settings.requests())
                        .failureRateThreshold(settings.failurePercent())
                        .waitDurationInOpenState(settings.pause())
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .recordResult(NoAnswer.class::isInstance)
                        .build());
    }

    @Override
    public Mono<GatewayAnswer> ask(PaymentOperation operation, OrderId orderId, ChargeProgress charge) {
        return gateway.ask(operation, orderId, charge)
                .transformDeferred(CircuitBreakerOperator.of(circuit))
                .onErrorResume(CallNotPermittedException.class, open -> Mono.just(new NotAsked(pause)));
    }
}
