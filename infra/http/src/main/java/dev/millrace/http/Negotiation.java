package dev.millrace.http;

import java.util.List;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Settles what an answer will be before anything happens. By itself WebFlux does so only where an endpoint says what it
 * produces, and elsewhere when it writes the answer: then a write has happened whose answer says that it was refused.
 */
final class Negotiation implements WebFilter, Ordered {

    /** WebFlux sorts no more, and fails instead. */
    private static final int MOST_TYPES = 50;

    private static final Set<MediaType> JSON = Set.of(MediaType.APPLICATION_JSON);

    /**
     * Of an endpoint that was found. One that doesn't say what it produces produces JSON.
     *
     * @throws NotAcceptableStatusException if it has nothing that is accepted
     */
    static void settle(ServerWebExchange exchange) {
        Set<MediaType> producible =
                exchange.getAttributeOrDefault(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, JSON);
        MediaType best = Accepted.of(exchange.getRequest().getHeaders())
                .best(producible)
                .orElseThrow(() -> new NotAcceptableStatusException(List.copyOf(producible)));
        exchange.getAttributes().put(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Set.of(best));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Accepted accepted = Accepted.of(exchange.getRequest().getHeaders());
        if (accepted.ranges().size() > MOST_TYPES) {
            return Mono.error(Problem.invalid(HttpHeaders.ACCEPT, "at most " + MOST_TYPES + " media types")
                    .exception());
        }
        return chain.filter(accepted.hasParameters() ? with(exchange, accepted.withoutParameters()) : exchange);
    }

    private static ServerWebExchange with(ServerWebExchange exchange, Accepted accepted) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.setAccept(accepted.ranges())))
                .build();
    }

    @Override
    public int getOrder() {
        return FilterOrder.NEGOTIATION;
    }
}
