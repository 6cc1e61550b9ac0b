package dev.millrace.testing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An answer, to be compared with what is described.
 *
 * @param path as it was asked, without the query
 * @param headers their names
 * @param mediaType without parameters; empty if there is no body
 * @param body whole, or of a stream what was read of it
 */
public record DescribedAnswer(
        String method, String path, int status, Set<String> headers, String mediaType, String body) {

    /** Of HTTP itself, and what only browsers and proxies look at. */
    private static final Set<String> PLAIN = Set.of(
            "cache-control",
            "connection",
            "content-length",
            "content-security-policy",
            "content-type",
            "date",
            "referrer-policy",
            "transfer-encoding",
            "vary",
            "x-accel-buffering",
            "x-content-type-options",
            "x-frame-options");

    boolean isLines() {
        return mediaType.equals("application/x-ndjson");
    }

    /** What is in it, each in JSON. */
    List<String> values() {
        return switch (mediaType) {
            case "application/x-ndjson" -> body.lines().toList();
            case "text/event-stream" ->
                body.lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()))
                        .toList();
            default -> List.of(body);
        };
    }

    List<String> undescribedHeaders(JsonNode described) {
        List<String> known = described.propertyNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return headers.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !PLAIN.contains(name) && !known.contains(name))
                .map(name -> "header " + name)
                .toList();
    }
}
