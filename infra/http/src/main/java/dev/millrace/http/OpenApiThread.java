package dev.millrace.http;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Has the OpenAPI document, which is gathered from many class files when first asked for, made beside the event loops. */
final class OpenApiThread implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> answer = chain.filter(exchange);
        return exchange.getRequest().getPath().value().startsWith("/v3/api-docs")
                ? answer.subscribeOn(Schedulers.boundedElastic())
                : answer;
    }
}
