package dev.millrace.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The read API of a platform, for tests that look at it from the outside. */
final class ReadApi {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;

    ReadApi(URI platform) {
        this.api = platform + "/api/v1";
    }

    JsonNode get(String path) {
        return JSON.readTree(text(path, "application/json"));
    }

    /** All items of a paged list. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String first = path + (path.contains("?") ? "&" : "?") + "limit=200";
        for (String next = first; next != null; ) {
            JsonNode page = get(next);
            page.get("items").forEach(items::add);
            next = page.has("next")
                    ? first + "&cursor=" + encoded(page.get("next").asString())
                    : null;
        }
        return items;
    }

    /** Events of the log of the given types, as they stand now. */
    Stream<JsonNode> events(String... types) {
        String query =
                String.join("&", Stream.of(types).map(type -> "type=" + type).toList());
        return text("/events?" + query, "application/x-ndjson").lines().map(JSON::readTree);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String text(String path, String type) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                    .timeout(PATIENCE)
                    .header("Accept", type)
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("GET %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
