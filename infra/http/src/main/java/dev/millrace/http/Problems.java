package dev.millrace.http;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Answers every failure inside of it, wherever it came from, with a problem; so it does refusals that come without a word. */
final class Problems implements WebFilter, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ProblemCatalog catalog;

    Problems(List<ProblemMapping> mappings) {
        this.catalog = new ProblemCatalog(mappings);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerWebExchange told = exchange.mutate().response(new Told(exchange)).build();
        return chain.filter(told)
                .onErrorResume(error -> answer(exchange, Exceptions.unwrap(error)))
                .then(Mono.defer(() -> exchange.getResponse().isCommitted()
                        ? Mono.empty()
                        : told.getResponse().setComplete()));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted() && error instanceof ClosedChannelException) {
            // Of HTTP/2, where a stream that ends under its writer is a failure. Its client has gone, and that is none.
            return Mono.error(new AbortedException(error));
        }
        Problem problem = catalog.problemOf(error);
        log(exchange, problem, error);
        if (exchange.getResponse().isCommitted()) {
            // Half an answer is out: only a broken connection tells the client so.
            return Mono.error(error);
        }
        return write(exchange, problem);
    }

    private static Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.valueOf(problem.status()));
        response.getHeaders().remove("Content-Length");
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        problem.headers().forEach(response.getHeaders()::set);
        byte[] body = HttpJson.mapper()
                .writeValueAsBytes(problem.at(exchange.getRequest().getURI().getRawPath(), RequestId.of(exchange)));
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static void log(ServerWebExchange exchange, Problem problem, Throwable error) {
        if (problem.status() < 500) {
            return;
        }
        try (var _ = MDC.putCloseable(RequestId.KEY, RequestId.of(exchange))) {
            if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
                LOG.error("request={} failed", RequestId.of(exchange), error);
            } else {
                LOG.warn("request={} {}: {}", RequestId.of(exchange), problem.detail(), Objects.toString(error));
            }
        }
    }

    @Override
    public int getOrder() {
        return FilterOrder.PROBLEMS;
    }

    /** An answer that says why, if it would end as a refusal with nothing said: so do those of actuators. */
    private static final class Told extends ServerHttpResponseDecorator {

        private final ServerWebExchange exchange;

        private Told(ServerWebExchange exchange) {
            super(exchange.getResponse());
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> setComplete() {
            @Nullable
            HttpStatus status = getStatusCode() == null
                    ? null
                    : HttpStatus.resolve(getStatusCode().value());
            return status != null && status.isError() && !isCommitted()
                    ? write(exchange, ProblemCatalog.ofStatus(status))
                    : super.setComplete();
        }
    }
}
