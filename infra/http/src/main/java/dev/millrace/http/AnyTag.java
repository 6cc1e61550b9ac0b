package dev.millrace.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** {@code If-None-Match: *} on a read is met by whatever there is (RFC 9110, 13.1.2): Spring compares the asterisk with the tag. */
final class AnyTag implements WebFilter, Ordered {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpMethod method = exchange.getRequest().getMethod();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        String tags = exchange.getRequest().getHeaders().getFirst("If-None-Match");
        return chain.filter(reads && tags != null && tags.strip().equals("*") ? new Matched(exchange) : exchange);
    }

    @Override
    public int getOrder() {
        return FilterOrder.ANY_TAG;
    }

    private static final class Matched extends ServerWebExchangeDecorator {

        Matched(ServerWebExchange exchange) {
            super(exchange);
        }

        @Override
        public boolean checkNotModified(@Nullable String eTag, Instant lastModified) {
            if (eTag == null) {
                return super.checkNotModified(null, lastModified);
            }
            getResponse().getHeaders().setETag(eTag);
            getResponse().setStatusCode(HttpStatus.NOT_MODIFIED);
            return true;
        }
    }
}
