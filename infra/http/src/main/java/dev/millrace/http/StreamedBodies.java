package dev.millrace.http;

import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Sees to it that bodies go out as they come, and that none waits for ever for a client that doesn't read. */
final class StreamedBodies implements WebFilter, Ordered {

    private final Duration writeTimeout;

    StreamedBodies(Duration writeTimeout) {
        this.writeTimeout = writeTimeout;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange.mutate()
                .response(new StreamedResponse(exchange.getRequest(), exchange.getResponse(), writeTimeout))
                .build());
    }

    @Override
    public int getOrder() {
        return FilterOrder.STREAMED_BODIES;
    }
}
