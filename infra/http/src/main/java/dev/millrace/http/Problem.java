package dev.millrace.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Why a request failed, as RFC 9457 tells it. Immutable.
 *
 * @param type stable: {@value #TYPES} and the code
 * @param title the code in words
 * @param detail what happened this time; nothing of our insides, nothing secret
 * @param instance the path that was asked; set when the problem is answered
 * @param errors the fields at fault, if the request's content is
 * @param more members of this type of problem
 * @param headers headers that go with the answer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        List<InvalidField> errors,
        @JsonAnyGetter Map<String, Object> more,
        @JsonIgnore Map<String, String> headers) {

    /** Names of the members that every problem may have. */
    public static final Set<String> MEMBERS =
            Set.of("type", "title", "status", "detail", "instance", "errors", "requestId");

    public static final String TYPES = "https://millrace.dev/problems/";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** @param code kebab case, perhaps with the context before a dot: {@code cart.price-changed} */
    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(
                URI.create(TYPES + code), title(code), status.value(), detail, null, List.of(), Map.of(), Map.of());
    }

    /** 400: the request isn't what the endpoint takes. */
    public static Problem invalid(List<InvalidField> errors) {
        String detail = errors.size() == 1
                ? "The request has an invalid value."
                : "The request has " + errors.size() + " invalid values.";
        return of(HttpStatus.BAD_REQUEST, "invalid-request", detail).with(errors);
    }

    /** 400: as {@link #invalid(List)}, about one field. */
    public static Problem invalid(String field, String expected) {
        return invalid(List.of(InvalidField.expecting(field, expected)));
    }

    /**
     * 503: a server that this one needs can't be reached.
     *
     * @param dependency its name: {@code postgresql}, {@code kafka}, {@code redis}, {@code elasticsearch}
     */
    public static Problem dependencyUnavailable(String dependency) {
        return of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "dependency-unavailable",
                        "A server that this needs can't be reached. Try again shortly.")
                .with("dependency", dependency)
                .retryAfter(Duration.ofSeconds(1));
    }

    public Problem with(List<InvalidField> fields) {
        return new Problem(type, title, status, detail, instance, fields, more, headers);
    }

    /** Adds a member. */
    public Problem with(String name, Object value) {
        return new Problem(type, title, status, detail, instance, errors, plus(more, name, value), headers);
    }

    public Problem header(String name, String value) {
        return new Problem(type, title, status, detail, instance, errors, more, plus(headers, name, value));
    }

    /** @param after rounded up to whole seconds */
    public Problem retryAfter(Duration after) {
        return header(
                HttpHeaders.RETRY_AFTER, Long.toString(after.plusMillis(999).toSeconds()));
    }

    /** To be thrown, or given to a {@code Mono.error}. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** As it is answered: to a request for {@code path}, absent if that could not be read. */
    public Problem at(@Nullable String path, String requestId) {
        Map<String, Object> members = plus(more, "requestId", requestId);
        return new Problem(type, title, status, detail, path, errors, members, headers);
    }

    private static String title(String code) {
        String words = code.replace('.', ' ').replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String name, V value) {
        Map<String, V> larger = new LinkedHashMap<>(map);
        larger.put(name, value);
        return larger;
    }
}
