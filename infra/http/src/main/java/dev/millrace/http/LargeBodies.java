package dev.millrace.http;

import java.util.List;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.server.ServerWebExchange;

/** Knows how large a request's body may be before its endpoint is looked for. Thread-safe. */
final class LargeBodies {

    private volatile List<RequestMappingInfo> endpoints = List.of();

    /** @param found all endpoints that {@link TakesLargeBodies} */
    void areTakenBy(List<RequestMappingInfo> found) {
        endpoints = List.copyOf(found);
    }

    /** In bytes. */
    int most(ServerWebExchange exchange) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.getMatchingCondition(exchange) != null)
                ? RawBody.MAX_LARGE_BYTES
                : RawBody.MAX_BYTES;
    }
}
