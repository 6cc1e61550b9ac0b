package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.ServerProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever reads at once what they have just written finds it, and nothing older, though a read model be rebuilt meanwhile. */
class OwnWritesTest {

    private static final int CHECKOUTS = 1_000;
    private static final int AT_ONCE = 32;
    private static final JsonMapper JSON = new JsonMapper();

    private final ConcurrentHashMap<String, String> older = new ConcurrentHashMap<>();

    @Test
    void nobody_reads_less_than_they_have_written(@TempDir Path folder) throws IOException {
        try (OwnJvm platform = OwnJvm.platform(folder, ServerProperties.shared())) {
            WebClient http = WebClient.create(platform.api().toString());
            post(http, "/products", product("SOLD")).block();
            post(http, "/products", product("PRICED")).block();
            post(http, "/stock/receipts", receipt(10 * CHECKOUTS)).block();

            Flux.range(0, CHECKOUTS)
                    .flatMap(n -> (n % 300 == 150 ? rebuild(http) : Mono.<Void>empty()).then(shop(http, n)), AT_ONCE)
                    .then()
                    .block(Duration.ofMinutes(5));

            assertThat(older).isEmpty();
        }
    }

    private Mono<Void> shop(WebClient http, int n) {
        return post(http, "/carts", "{\"currency\": \"GBP\", \"items\": [{\"sku\": \"SOLD\", \"quantity\": 1}]}")
                .flatMap(opened -> {
                    String cart = location(opened);
                    return post(http, cart + "/items", "{\"items\": [{\"sku\": \"PRICED\", \"quantity\": 1}]}")
                            .flatMap(added -> read(
                                            http,
                                            cart,
                                            added,
                                            it -> it.get("position").asLong())
                                    .filter(it -> it.get("lines").size() != 2)
                                    .doOnNext(it -> older.put(cart, "lacks a line")))
                            .then(send(http, HttpMethod.DELETE, cart + "/items/2", null))
                            .then(post(http, cart + "/checkout", """
                                    {"email": "ada@example.com", "country": "GB", "paymentToken": "tok_approve"}"""));
                })
                .flatMap(placed -> read(
                        http, location(placed), placed, it -> it.get("position").asLong()))
                .then(n % 10 == 0 ? restock(http) : Mono.empty())
                .then(n % 10 == 5 ? reprice(http, n) : Mono.empty());
    }

    private Mono<Void> restock(WebClient http) {
        return post(http, "/stock/receipts", receipt(1))
                .flatMap(received -> read(
                        http,
                        "/stock/SOLD",
                        received,
                        it -> StreamSupport.stream(it.get("warehouses").spliterator(), false)
                                .mapToLong(
                                        warehouse -> warehouse.get("position").asLong())
                                .max()
                                .orElse(0)))
                .then();
    }

    /** A product's version begins with its own position. */
    private Mono<Void> reprice(WebClient http, int n) {
        String price = "{\"price\": {\"amount\": \"%d.50\", \"currency\": \"GBP\"}}".formatted(n + 10);
        return send(http, HttpMethod.PUT, "/products/PRICED/price", price)
                .flatMap(priced -> get(http, "/products/PRICED").doOnNext(read -> {
                    String version = Objects.requireNonNull(read.getHeaders().getETag());
                    see("/products/PRICED", Long.parseLong(version.substring(1, version.indexOf('-'))), priced);
                }))
                .then();
    }

    private static Mono<Void> rebuild(WebClient http) {
        return http.post()
                .uri("/api/v1/admin/projections/live/rebuild")
                .retrieve()
                .toBodilessEntity()
                // One that is under way is as good.
                .onErrorComplete()
                .then();
    }

    private Mono<JsonNode> read(
            WebClient http, String path, ResponseEntity<String> written, ToLongFunction<JsonNode> position) {
        return get(http, path).map(read -> JSON.readTree(read.getBody())).doOnNext(body -> {
            if (body.has("type")) {
                older.put(path, body.toString());
            } else {
                see(path, position.applyAsLong(body), written);
            }
        });
    }

    private void see(String path, long position, ResponseEntity<String> written) {
        long own = Long.parseLong(written.getHeaders().getFirst("Event-Position"));
        if (position < own) {
            older.put(path, position + " after " + own);
        }
    }

    private static Mono<ResponseEntity<String>> get(WebClient http, String path) {
        return http.get().uri("/api/v1" + path).exchangeToMono(answer -> answer.toEntity(String.class));
    }

    private static Mono<ResponseEntity<String>> post(WebClient http, String path, String json) {
        return send(http, HttpMethod.POST, path, json);
    }

    private static Mono<ResponseEntity<String>> send(WebClient http, HttpMethod method, String path, String json) {
        WebClient.RequestBodySpec request = http.method(method)
                .uri("/api/v1" + path)
                .header("Idempotency-Key", UUID.randomUUID().toString());
        return (json == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(json))
                .retrieve()
                .toEntity(String.class);
    }

    private static String location(ResponseEntity<String> answer) {
        return Objects.requireNonNull(answer.getHeaders().getLocation())
                .getPath()
                .substring("/api/v1".length());
    }

    private static String product(String sku) {
        return "{\"sku\": \"%s\", \"name\": \"%s\", \"price\": {\"amount\": \"2.50\", \"currency\": \"GBP\"}}"
                .formatted(sku, sku);
    }

    private static String receipt(int quantity) {
        return "{\"sku\": \"SOLD\", \"warehouse\": \"london\", \"quantity\": %d}".formatted(quantity);
    }
}
