package dev.millrace.http;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** One line per request, at INFO: method, path, status, milliseconds. No query, no header, no body: those may be personal. */
final class AccessLog implements WebFilter, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!LOG.isInfoEnabled()) {
            return chain.filter(exchange);
        }
        long start = System.nanoTime();
        return chain.filter(exchange).doFinally(signal -> log(exchange, start, signal));
    }

    private static void log(ServerWebExchange exchange, long start, SignalType signal) {
        double millis = Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e6;
        try (var _ = MDC.putCloseable(RequestId.KEY, RequestId.of(exchange))) {
            LOG.atInfo()
                    .addArgument(exchange.getRequest().getMethod())
                    .addArgument(exchange.getRequest().getURI().getRawPath())
                    .addArgument(signal == SignalType.CANCEL ? "gone" : status(exchange))
                    .addArgument(String.format(Locale.ROOT, "%.1f", millis))
                    .addArgument(RequestId.of(exchange))
                    .log("{} {} {} {} ms request={}");
        }
    }

    private static String status(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? "200" : Integer.toString(status.value());
    }

    @Override
    public int getOrder() {
        return FilterOrder.ACCESS_LOG;
    }
}
