package dev.millrace.processes;

import dev.millrace.processes.PortAnswer.NoAnswer;
import dev.millrace.processes.PortAnswer.NotAsked;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * A port under its policy. A partner that fails nearly every time is left alone for a while, so that its silence costs nobody an
 * attempt; a single request that stays unanswered among others that don't is no reason to. Thread-safe.
 */
final class Port<Q, R> {

    private static final int PROBES = 5;

    private final PortName<Q, R> name;
    private final OutsidePort<Q, R> way;
    private final PortPolicy policy;
    private final CircuitBreaker circuit;
    private final AtomicInteger underWay = new AtomicInteger();

    Port(PortName<Q, R> name, OutsidePort<Q, R> way, PortPolicy policy) {
        this.name = name;
        this.way = way;
        this.policy = policy;
        this.circuit = CircuitBreaker.of(
                name.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(policy.circuit().requests())
                        .minimumNumberOfCalls(policy.circuit().requests())
                        .failureRateThreshold(policy.circuit().failurePercent())
                        .waitDurationInOpenState(policy.circuit().pause())
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .recordResult(NoAnswer.class::isInstance)
                        .build());
    }

    String name() {
        return name.name();
    }

    RetryPolicy retries() {
        return policy.retries();
    }

    Mono<PortAnswer<R>> ask(Q request, String idempotencyKey) {
        return Mono.defer(() -> way.ask(request, idempotencyKey))
                .timeout(policy.timeout())
                .onErrorResume(failure -> Mono.just(new NoAnswer<>(describe(failure))))
                .transformDeferred(CircuitBreakerOperator.of(circuit))
                .onErrorResume(
                        CallNotPermittedException.class,
                        open -> Mono.just(new NotAsked<>(policy.circuit().pause())));
    }

    /** How many more requests may be made now. A few at a time may slip over the bound. */
    int room() {
        return policy.concurrency() - underWay.get();
    }

    int underWay() {
        return underWay.get();
    }

    void taken() {
        underWay.incrementAndGet();
    }

    /** Whether there is room again where there was none. */
    boolean given() {
        return underWay.getAndDecrement() >= policy.concurrency();
    }

    private static String describe(Throwable failure) {
        return failure instanceof TimeoutException
                ? "timeout"
                : failure.getClass().getSimpleName();
    }
}
