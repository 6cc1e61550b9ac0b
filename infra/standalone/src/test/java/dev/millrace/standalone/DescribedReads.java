package dev.millrace.standalone;

import static java.util.stream.Collectors.joining;

import dev.millrace.testing.DescribedAnswer;
import dev.millrace.testing.DescribedApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Asks all that a platform describes and that changes nothing, well and badly, and compares the answers with what is described. */
final class DescribedReads {

    private static final int MOST_LINES = 200;
    private static final String IF_NONE_MATCH = "If-None-Match";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI platform;
    private final DocumentedApi documented;
    private final DescribedApi described;
    private final Map<String, String> names;

    /** @param document the platform's, which must have an order */
    DescribedReads(URI platform, String document) {
        this.platform = platform;
        this.documented = new DocumentedApi(document);
        this.described = new DescribedApi(document);
        JsonNode order = new ReadApi(platform).get("/orders?limit=1").at("/items/0");
        String id = order.get("orderId").asString();
        JsonNode whole = new ReadApi(platform).get("/orders/" + id);
        this.names = Map.of(
                "/processes/{name}/{key}",
                "/processes/fulfilment/" + id,
                "/orders/{id}",
                "/orders/" + id,
                "/carts/{id}",
                "/carts/" + whole.get("cartId").asString(),
                "{sku}",
                ReadApi.encoded(whole.at("/lines/0/sku").asString()),
                "{name}",
                "live",
                "{type}",
                "millrace.order.OrderPlaced",
                "{version}",
                "1",
                "{position}",
                "1");
    }

    /** What was answered and is not described. */
    List<String> undescribed() {
        return documented.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .flatMap(this::undescribed)
                .toList();
    }

    private Stream<String> undescribed(DocumentedApi.Operation operation) {
        String path = filled(operation.path());
        String query = operation.parameters().stream()
                .filter(it ->
                        it.in().equals("query") && (it.required() || it.name().equals("limit")))
                .map(it -> it.name() + "=" + ReadApi.encoded(it.required() ? it.sample() : "1"))
                .collect(joining("&", "?", ""));
        List<String> faults = new ArrayList<>();
        HttpResponse<Stream<String>> good = ask(path + query, Map.of());
        faults.addAll(faults(200, good));
        good.headers()
                .firstValue("ETag")
                .ifPresent(tag -> faults.addAll(faults(304, ask(path + query, Map.of(IF_NONE_MATCH, tag)))));
        faults.addAll(faults(406, ask(path + query, Map.of("Accept", "image/png"))));
        faults.addAll(faults(400, ask(path + query + "&nonsense=1", Map.of())));
        if (!operation.path().equals(path)) {
            String unknown = operation
                    .path()
                    .replace("{id}", "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10")
                    .replace("{position}", "999999999")
                    .replaceAll("\\{\\w+}", "none");
            faults.addAll(faults(404, ask(unknown + query, Map.of())));
        }
        return faults.stream().map(fault -> operation.path() + ": " + fault);
    }

    private List<String> faults(int expected, HttpResponse<Stream<String>> answer) {
        try (Stream<String> lines = answer.body()) {
            String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
            List<String> body = type.equals("text/event-stream")
                    ? firstMessage(lines)
                    : lines.limit(MOST_LINES).toList();
            List<String> faults = new ArrayList<>(described.undescribed(new DescribedAnswer(
                    "GET",
                    answer.uri().getRawPath(),
                    answer.statusCode(),
                    answer.headers().map().keySet(),
                    type,
                    String.join("\n", body))));
            if (answer.statusCode() != expected) {
                faults.add("status " + answer.statusCode() + " where " + expected + " was expected: " + body);
            }
            return faults;
        }
    }

    private static List<String> firstMessage(Stream<String> lines) {
        List<String> message = new ArrayList<>();
        for (var line = lines.iterator();
                line.hasNext() && message.stream().noneMatch(it -> it.startsWith("data:")); ) {
            message.add(line.next());
        }
        return message;
    }

    private String filled(String path) {
        String filled = path;
        // Those of whole paths first.
        for (String name : names.keySet().stream().sorted().toList()) {
            filled = filled.replace(name, names.get(name));
        }
        return filled;
    }

    private HttpResponse<Stream<String>> ask(String target, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(platform.resolve(target)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
