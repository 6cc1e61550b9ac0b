package dev.millrace.http;

import java.util.Map;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds endpoints, and refuses what can be known to be wrong about a request before an endpoint of ours gets it. */
final class Endpoints extends RequestMappingHandlerMapping {

    private final StrictParameters parameters = new StrictParameters();
    private final LargeBodies large;

    /** @param large told which endpoints take them */
    Endpoints(LargeBodies large) {
        this.large = large;
    }

    @Override
    protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> endpoints) {
        Addresses.refuseHiding(endpoints.entrySet().stream()
                .filter(endpoint -> isOurs(endpoint.getValue()))
                .map(Map.Entry::getKey)
                .toList());
        large.areTakenBy(endpoints.entrySet().stream()
                .filter(endpoint -> endpoint.getValue().hasMethodAnnotation(TakesLargeBodies.class))
                .map(Map.Entry::getKey)
                .toList());
        super.handlerMethodsInitialized(endpoints);
    }

    @Override
    public Mono<HandlerMethod> getHandlerInternal(ServerWebExchange exchange) {
        return super.getHandlerInternal(exchange).doOnNext(endpoint -> {
            if (isOurs(endpoint)) {
                Negotiation.settle(exchange);
                parameters.check(endpoint, exchange);
                if (!endpoint.hasMethodAnnotation(TakesAnyBytes.class)) {
                    BodyText.check(exchange.getRequest().getHeaders(), RawBody.of(exchange));
                }
            }
        });
    }

    private static boolean isOurs(HandlerMethod endpoint) {
        return endpoint.getBeanType().getName().startsWith("dev.millrace.");
    }
}
