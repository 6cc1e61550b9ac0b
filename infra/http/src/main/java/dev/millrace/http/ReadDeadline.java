package dev.millrace.http;

import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Ends reads that nobody answers, since a server that hangs tells nothing: 503 if not a byte has gone out in time. What streams
 * may go on for as long as it likes.
 */
final class ReadDeadline implements WebFilter, Ordered {

    private final Duration timeout;

    ReadDeadline(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpMethod method = exchange.getRequest().getMethod();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            return chain.filter(exchange);
        }
        Mono<Void> late = Mono.delay(timeout)
                .flatMap(due -> exchange.getResponse().isCommitted() ? Mono.<Void>never() : Mono.<Void>empty());
        return chain.filter(exchange).timeout(late, Mono.error(() -> noAnswer().exception()));
    }

    private Problem noAnswer() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "dependency-unavailable",
                        "A server that this needs has not answered in %d s. Try again shortly."
                                .formatted(timeout.toSeconds()))
                .retryAfter(Duration.ofSeconds(1));
    }

    @Override
    public int getOrder() {
        return FilterOrder.READ_DEADLINE;
    }
}
