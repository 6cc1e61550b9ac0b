package dev.millrace.http;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds endpoints, and refuses what ours don't ask for in the query: a filter whose name is misspelt must not pass for none, nor
 * one of two values for both.
 */
final class StrictQueries extends RequestMappingHandlerMapping {

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    /** By endpoint, the parameters it asks for, and whether each may be there more than once. */
    private final Map<HandlerMethod, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    @Override
    public Mono<HandlerMethod> getHandlerInternal(ServerWebExchange exchange) {
        return super.getHandlerInternal(exchange)
                .doOnNext(endpoint -> check(endpoint, exchange.getRequest().getQueryParams()));
    }

    private void check(HandlerMethod endpoint, MultiValueMap<String, String> query) {
        if (query.isEmpty() || !endpoint.getBeanType().getName().startsWith("dev.millrace.")) {
            return;
        }
        Map<String, Boolean> parameters = known.computeIfAbsent(endpoint, StrictQueries::parameters);
        List<InvalidField> errors = query.entrySet().stream()
                .<InvalidField>mapMulti((entry, found) -> {
                    String name = entry.getKey();
                    Boolean many = parameters.get(name);
                    if (many == null) {
                        found.accept(new InvalidField(name, nothing(parameters), name + " is not known here"));
                    } else if (!many && entry.getValue().size() > 1) {
                        found.accept(InvalidField.expecting(name, "there once"));
                    }
                })
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
    }

    private static String nothing(Map<String, Boolean> parameters) {
        return parameters.isEmpty() ? "nothing" : "nothing: known here are " + String.join(", ", parameters.keySet());
    }

    private static Map<String, Boolean> parameters(HandlerMethod endpoint) {
        Map<String, Boolean> parameters = new TreeMap<>();
        for (MethodParameter parameter : endpoint.getMethodParameters()) {
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            String name = asked == null ? null : name(asked, parameter);
            if (name != null) {
                parameters.put(name, Collection.class.isAssignableFrom(parameter.getParameterType()));
            }
        }
        return parameters;
    }

    private static @Nullable String name(RequestParam asked, MethodParameter parameter) {
        if (!asked.name().isEmpty()) {
            return asked.name();
        }
        MethodParameter named = parameter.clone();
        named.initParameterNameDiscovery(NAMES);
        return named.getParameterName();
    }
}
