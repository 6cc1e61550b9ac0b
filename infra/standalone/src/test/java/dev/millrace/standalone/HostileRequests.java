package dev.millrace.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.standalone.DocumentedApi.Operation;
import dev.millrace.standalone.DocumentedApi.Parameter;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Requests with one thing wrong with each, for every parameter, field and header of every operation that is documented. The same
 * in each run.
 */
final class HostileRequests {

    private static final String PLACE = "here";

    /** As they stand in a URI. */
    private static final List<String> VALUES = List.of(
            "",
            "%20",
            "%09%0A",
            "0",
            "-1",
            "1.5",
            "0x10",
            "1e999",
            "99999999999999999999999999",
            "9223372036854775808",
            "NaN",
            "null",
            "yes",
            "4111-1111-1111-1111",
            "%00",
            "%ff%fe",
            "%c0%af",
            "%ed%a0%80",
            "%F0%9D%94%8F%E2%80%AE",
            "..%2F..%2F",
            "%27%22%3B--%5C",
            "%7B%5B%5D%7D",
            "order:",
            ":",
            "2026-13-45T99:99:99Z",
            "-999999999-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "0001-01-01",
            "x".repeat(3_000),
            "%C3%A9".repeat(1_000));

    /** As they stand in JSON. */
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e-400",
            "1e999999999",
            "99999999999999999999999999",
            "9".repeat(4_000),
            "\"4111111111111111\"",
            "\"\"",
            "\" \\t\"",
            "\"-1\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u200b\\u202e\"",
            "\"" + "x".repeat(70_000) + "\"",
            "\"'; drop table --\"",
            "[]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"\": {}}",
            "[".repeat(600) + "]".repeat(600),
            "[" + "7,".repeat(20_000) + "7]");

    private static final List<byte[]> BODIES = List.of(
            bytes(""),
            bytes("null"),
            bytes("[]"),
            bytes("7"),
            bytes("\"\""),
            bytes("{"),
            bytes("{}"),
            bytes("{} {}"),
            bytes("{\"a\": 1, \"a\": 2}"),
            bytes("[".repeat(100_000)),
            bytes("{\"a\":".repeat(50_000)),
            bytes("\uFEFF{}"),
            "{\"a\": \"b\"}".getBytes(StandardCharsets.UTF_16),
            "{\"a\": \"b\"}".getBytes(Charset.forName("UTF-32LE")),
            new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
            new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0},
            noise());

    private static final List<Map.Entry<String, String>> HEADERS = List.of(
            Map.entry("Accept", "garbage"),
            Map.entry("Accept", "image/png"),
            Map.entry("Accept", "application/problem+json"),
            Map.entry("Accept", "application/json;charset=utf-16"),
            Map.entry("Accept", "application/json;q=nonsense"),
            Map.entry("Accept", ",,;;q"),
            Map.entry("Accept", "a/b, ".repeat(60) + "*/*"),
            Map.entry("Accept-Encoding", "br;q=x, \u00ff"),
            Map.entry("Content-Type", ""),
            Map.entry("Content-Type", "text/plain"),
            Map.entry("Content-Type", "garbage"),
            Map.entry("Content-Type", "application/json;charset=utf-16"),
            Map.entry("Content-Type", "application/json;charset=nonsense"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Content-Encoding", "\u00ff"),
            Map.entry("Host", "rebound.example"),
            Map.entry("Host", ""),
            Map.entry("Origin", "http://evil.example"),
            Map.entry("Origin", "null"),
            Map.entry("Idempotency-Key", ""),
            Map.entry("Idempotency-Key", "k".repeat(300)),
            Map.entry("Idempotency-Key", "\u00e9\u00ff"),
            Map.entry("If-Match", "\"unbalanced"),
            Map.entry("If-Match", "\u00ff, *, W/"),
            Map.entry("If-None-Match", "garbage, \"x"),
            Map.entry("If-Modified-Since", "yesterday"),
            Map.entry("Range", "bytes=9-1,-,x"),
            Map.entry("Expect", "nonsense"),
            Map.entry("Prefer", "return=\u00ff;;=,"),
            Map.entry("Cookie", "a=\u00ff; =; \"; b"),
            Map.entry("Transfer-Encoding", "nonsense"),
            Map.entry("Min-Event-Position", "\u00ff"),
            Map.entry("Last-Event-ID", "\u00ff"),
            Map.entry("X-Forwarded-For", "\"';"),
            Map.entry("Forwarded", "for=;;\u00ff"));

    private final DocumentedApi api;
    private final UnaryOperator<String> filled;

    /** @param filled puts what there is into the braces of a path */
    HostileRequests(DocumentedApi api, UnaryOperator<String> filled) {
        this.api = api;
        this.filled = filled;
    }

    Stream<RawRequest> all() {
        return api.operations().stream()
                .flatMap(operation -> Stream.of(parameters(operation), bodies(operation), headers(operation))
                        .flatMap(requests -> requests));
    }

    private Stream<RawRequest> parameters(Operation operation) {
        return operation.parameters().stream()
                .flatMap(parameter -> VALUES.stream().flatMap(value -> switch (parameter.in()) {
                    case "path" ->
                        Stream.of(
                                request(operation, operation.path().replace("{" + parameter.name() + "}", value), ""));
                    case "query" ->
                        Stream.of(request(operation, operation.path(), "&" + parameter.name() + "=" + value));
                    case "header" ->
                        value.length() > 200
                                ? Stream.of()
                                : Stream.of(
                                        request(operation, operation.path(), "").with(parameter.name(), value));
                    default -> Stream.of();
                }));
    }

    private Stream<RawRequest> bodies(Operation operation) {
        if (!operation.hasBody()) {
            return operation.method().equals("GET")
                    ? Stream.of()
                    : BODIES.stream()
                            .map(body -> request(operation, operation.path(), "")
                                    .with("Content-Type", "application/json")
                                    .with(body));
        }
        return Stream.concat(
                        BODIES.stream(),
                        withPlace(operation.body())
                                .flatMap(json ->
                                        JSON.stream().map(value -> bytes(json.replace("\"" + PLACE + "\"", value)))))
                .map(body -> request(operation, operation.path(), "").with(body));
    }

    private Stream<RawRequest> headers(Operation operation) {
        RawRequest whole = request(operation, operation.path(), "");
        return Stream.concat(
                Stream.of(whole, whole.without("Content-Type"), whole.without("Idempotency-Key")),
                HEADERS.stream().map(header -> whole.with(header.getKey(), header.getValue())));
    }

    /** The JSON once for each field and item in it, with the place in its stead. */
    private static Stream<String> withPlace(JsonNode body) {
        Stream<String> inside = switch (body) {
            case ObjectNode object ->
                object.propertyNames().stream()
                        .flatMap(name -> withPlace(object.get(name)).map(json -> {
                            ObjectNode copy = object.deepCopy();
                            return copy.putRawValue(name, new RawValue(json)).toString();
                        }));
            case ArrayNode array ->
                IntStream.range(0, array.size())
                        .boxed()
                        .flatMap(i -> withPlace(array.get(i)).map(json -> "[" + json + "]"));
            default -> Stream.of();
        };
        return Stream.concat(Stream.of("\"" + PLACE + "\""), inside);
    }

    private RawRequest request(Operation operation, String path, String more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "*/*");
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.required() && parameter.in().equals("query")) {
                query.append('&').append(parameter.name()).append('=').append(encoded(parameter.sample()));
            }
        }
        if (operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("Idempotency-Key"))) {
            headers.put("Idempotency-Key", "hostile");
        }
        if (operation.hasBody()) {
            headers.put("Content-Type", "application/json");
        }
        String parameters = query.append(more).toString();
        return new RawRequest(
                operation.method(),
                filled.apply(path) + (parameters.isEmpty() ? "" : "?" + parameters.substring(1)),
                headers,
                operation.hasBody() ? bytes(operation.body().toString()) : new byte[0]);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] noise() {
        byte[] noise = new byte[512];
        new Random(17).nextBytes(noise);
        return noise;
    }
}
