package dev.millrace.http;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses what an endpoint doesn't ask for in the query: a filter whose name is misspelt must not pass for none, nor one of two
 * values for both. Parameters, headers and parts of the path must be of their type as they stand.
 */
final class StrictParameters {

    private final Map<HandlerMethod, Known> known = new ConcurrentHashMap<>();

    void check(HandlerMethod endpoint, ServerWebExchange exchange) {
        Known parameters = known.computeIfAbsent(endpoint, Known::of);
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Map<String, String> path =
                exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of());
        List<InvalidField> errors = Stream.of(
                        beside(exchange.getRequest().getPath()),
                        unknown(parameters, query),
                        wrong(
                                parameters.path(),
                                name -> Stream.ofNullable(path.get(name)).toList()),
                        wrong(parameters.query(), name -> query.getOrDefault(name, List.of())),
                        wrong(
                                parameters.headers(),
                                name -> said(parameters.headers().get(name), headers.getOrEmpty(name))))
                .flatMap(errorsThere -> errorsThere)
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
    }

    /** What stands beside a name after a semicolon, and would be dropped. */
    private static Stream<InvalidField> beside(PathContainer path) {
        return path.elements().stream()
                .filter(element -> element instanceof PathContainer.PathSegment
                        && element.value().contains(";"))
                .limit(1)
                .map(segment -> InvalidField.expecting("path", "without semicolons, which stand as %3B in names"));
    }

    private static Stream<InvalidField> unknown(Known parameters, MultiValueMap<String, String> query) {
        return query.keySet().stream()
                .filter(name -> !parameters.query().containsKey(name))
                .map(name -> new InvalidField(name, parameters.nothingElse(), name + " is not known here"));
    }

    private static Stream<InvalidField> wrong(
            Map<String, MethodParameter> parameters, Function<String, List<@Nullable String>> given) {
        return parameters.entrySet().stream().mapMulti((entry, found) -> {
            List<@Nullable String> values = given.apply(entry.getKey());
            if (values.size() > 1 && !isMany(entry.getValue())) {
                found.accept(InvalidField.expecting(entry.getKey(), "there once"));
            } else {
                values.stream()
                        .flatMap(value -> each(entry.getValue(), value))
                        .flatMap(value -> wrong(entry.getKey(), typeOf(entry.getValue()), value))
                        .limit(1)
                        .forEach(found);
            }
        });
    }

    /** Several words may stand in one value, parted by commas: none has a comma in it. */
    private static Stream<String> each(MethodParameter parameter, @Nullable String value) {
        return value != null && isMany(parameter) && typeOf(parameter).isEnum()
                ? Stream.of(value.split(",", -1))
                : Stream.of(value == null ? "" : value);
    }

    /** Clients that keep a position send the header though they have none yet. */
    private static List<@Nullable String> said(@Nullable MethodParameter parameter, List<@Nullable String> values) {
        return parameter != null && parameter.getParameterType() == EventPosition.class
                ? values.stream()
                        .filter(value -> value != null && !value.isBlank())
                        .toList()
                : values;
    }

    private static Stream<InvalidField> wrong(String name, Class<?> type, String value) {
        try {
            StrictValues.check(type, value);
            return Stream.empty();
        } catch (IllegalArgumentException wrong) {
            return Stream.of(InvalidField.expecting(name, Expectation.of(type, null)));
        }
    }

    private static Class<?> typeOf(MethodParameter parameter) {
        return ClassUtils.resolvePrimitiveIfNecessary(
                isMany(parameter) ? parameter.nested().getNestedParameterType() : parameter.getParameterType());
    }

    private static boolean isMany(MethodParameter parameter) {
        return Collection.class.isAssignableFrom(parameter.getParameterType());
    }

    /** What an endpoint asks for, by name. */
    private record Known(
            Map<String, MethodParameter> path,
            Map<String, MethodParameter> query,
            Map<String, MethodParameter> headers) {

        static Known of(HandlerMethod endpoint) {
            return new Known(
                    asked(endpoint, PathVariable.class, PathVariable::name),
                    asked(endpoint, RequestParam.class, RequestParam::name),
                    asked(endpoint, RequestHeader.class, RequestHeader::name));
        }

        private static <A extends Annotation> Map<String, MethodParameter> asked(
                HandlerMethod endpoint, Class<A> annotation, Function<A, String> name) {
            Map<String, MethodParameter> parameters = new TreeMap<>();
            for (MethodParameter declared : endpoint.getMethodParameters()) {
                MethodParameter parameter = declared.clone();
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                A asked = parameter.getParameterAnnotation(annotation);
                if (asked != null) {
                    String own = Objects.requireNonNullElse(parameter.getParameterName(), "");
                    parameters.put(name.apply(asked).isEmpty() ? own : name.apply(asked), parameter);
                }
            }
            return parameters;
        }

        String nothingElse() {
            return query.isEmpty() ? "nothing" : "nothing: known here are " + String.join(", ", query.keySet());
        }
    }
}
