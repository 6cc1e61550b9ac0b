package dev.millrace.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * A shopper's whole way, as a shop's front end goes it: a cart with a first line, a second line, a look at the cart, the checkout, and the
 * order's stream until the order is confirmed and paid.
 */
final class Shopper {

    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WebClient http;
    private final Histogram confirming = new ConcurrentHistogram(3);

    Shopper(URI platform) {
        this.http = WebClient.builder().baseUrl(platform.toString()).build();
    }

    /** All five requests; fails if the order isn't confirmed and paid. */
    Mono<Void> checkOut(long number) {
        return post("/api/v1/carts", Map.of("currency", "GBP", "items", List.of(item())))
                .flatMap(cart -> post(path(cart) + "/items", Map.of("items", List.of(item())))
                        .flatMap(changed -> look(path(cart), changed))
                        .then(Mono.defer(() -> post(
                                path(cart) + "/checkout",
                                Map.of(
                                        "email",
                                        "shopper-" + number + "@example.com",
                                        "country",
                                        "GB",
                                        "paymentToken",
                                        "tok_approve")))))
                .flatMap(order -> {
                    long placed = System.nanoTime();
                    return follow(path(order))
                            .doOnSuccess(_ -> confirming.recordValue((System.nanoTime() - placed) / 1_000));
                });
    }

    /** From the answer to the checkout to the stream's word that the order is confirmed. */
    double confirmingMilliseconds(double percentile) {
        return confirming.getValueAtPercentile(percentile) / 1_000.0;
    }

    private Mono<HttpHeaders> post(String path, Map<String, Object> body) {
        return http.post()
                .uri(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .bodyValue(body)
                .retrieve()
                .toEntity(String.class)
                .map(answer -> answer.getHeaders());
    }

    private Mono<String> look(String cart, HttpHeaders changed) {
        return http.get()
                .uri(cart)
                .header("Min-Event-Position", String.valueOf(changed.getFirst("Event-Position")))
                .retrieve()
                .bodyToMono(String.class);
    }

    private Mono<Void> follow(String order) {
        return http.get()
                .uri(order + "/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(EVENT)
                .mapNotNull(ServerSentEvent::data)
                .filter(data -> !"pending".equals(data.get("status")))
                .next()
                .timeout(PATIENCE)
                .flatMap(data -> "confirmed".equals(data.get("status"))
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("the order came to this: " + data)));
    }

    private static String path(HttpHeaders answer) {
        return Objects.requireNonNull(answer.getFirst(HttpHeaders.LOCATION), "an answer without a location");
    }

    private static Map<String, Object> item() {
        return Map.of(
                "sku",
                "SKU-" + ThreadLocalRandom.current().nextInt(Shop.ARTICLES),
                "quantity",
                1 + ThreadLocalRandom.current().nextInt(3));
    }
}
