package dev.millrace.http;

import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Tells browsers not to guess, frame, keep or leak what they get. */
final class SecurityHeaders implements WebFilter, Ordered {

    /** What has a tag may be kept by the one who asked, and asked for again before it is used. */
    private static final CacheControl REVALIDATED = CacheControl.noCache().cachePrivate();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean api = exchange.getRequest().getPath().value().startsWith(Api.PREFIX);
        exchange.getResponse().beforeCommit(() -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            if (api) {
                headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            }
            if (api && headers.getCacheControl() == null) {
                headers.setCacheControl(headers.getETag() == null ? CacheControl.noStore() : REVALIDATED);
            }
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    @Override
    public int getOrder() {
        return FilterOrder.SECURITY_HEADERS;
    }
}
