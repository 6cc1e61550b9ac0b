package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Some who buy a piece each of a product that there is enough of. */
final class Shoppers {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 8;

    private final WebClient platform;
    private final String sku = "SHOP-" + UUID.randomUUID();

    Shoppers(URI platform) {
        this.platform = WebClient.create(platform.resolve("/").toString());
    }

    /** Returns once all their orders are confirmed. */
    void buy(int count) {
        create("/api/v1/products", """
                {"sku": "%s", "name": "A thing", "price": {"amount": "2.50", "currency": "GBP"}}""".formatted(sku)).block(PATIENCE);
        create("/api/v1/stock/receipts", """
                {"sku": "%s", "warehouse": "london", "quantity": %d}""".formatted(sku, count)).block(PATIENCE);
        List<String> orders = Objects.requireNonNull(Flux.range(0, count)
                .flatMap(i -> checkout(), AT_ONCE)
                .collectList()
                .block(PATIENCE));
        assertThat(orders).hasSize(count).doesNotHaveDuplicates();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(orders.stream().map(this::status).distinct()).containsExactly("confirmed"));
    }

    /** Returns where the order is, once it is confirmed. */
    String checkOut(String cartId) {
        String order =
                Objects.requireNonNull(checkout("/api/v1/carts/" + cartId).block(PATIENCE));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(order)).isEqualTo("confirmed"));
        return order;
    }

    private Mono<String> checkout() {
        return create("/api/v1/carts", """
                        {"currency": "GBP", "items": [{"sku": "%s", "quantity": 1}]}""".formatted(sku)).flatMap(this::checkout);
    }

    private Mono<String> checkout(String cart) {
        return create(cart + "/checkout", """
                {"email": "ada@example.com", "country": "GB", "paymentToken": "tok_approve"}""");
    }

    /** Where it is. */
    private Mono<String> create(String path, String json) {
        return platform.post()
                .uri(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .retrieve()
                .toBodilessEntity()
                .map(ResponseEntity::getHeaders)
                .map(headers -> Objects.requireNonNull(headers.getFirst("Location")));
    }

    private String status(String order) {
        JsonNode answer = Objects.requireNonNull(
                platform.get().uri(order).retrieve().bodyToMono(JsonNode.class).block(PATIENCE));
        return answer.get("status").asString();
    }
}
