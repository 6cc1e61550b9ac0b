package dev.millrace.http;

import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The one place where a request's caller becomes known, before its body is read. Today everyone is the local developer,
 * which is why servers listen on 127.0.0.1 unless told otherwise.
 */
public final class Authentication implements WebFilter, Ordered {

    private static final String CALLER = Caller.class.getName();
    private static final Caller LOCAL_DEVELOPER = new Caller(Caller.Kind.PERSON, "local-developer");

    Authentication() {}

    /** The caller of a request that came through the filters. */
    public static Caller callerOf(ServerWebExchange exchange) {
        return Objects.requireNonNull(exchange.getAttribute(CALLER), "a request that came past authentication");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getAttributes().put(CALLER, LOCAL_DEVELOPER);
        return chain.filter(exchange);
    }

    @Override
    public int getOrder() {
        return FilterOrder.AUTHENTICATION;
    }
}
