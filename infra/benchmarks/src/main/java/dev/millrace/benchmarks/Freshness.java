package dev.millrace.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** How long after a product is asked for it is acknowledged, reaches a listener of the log, and is found by a search. */
final class Freshness {

    private static final ParameterizedTypeReference<ServerSentEvent<Map<String, Object>>> EVENT =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    private static final int READS_PER_SAMPLE = 5;

    private final URI platform;
    private final WebClient http;
    private final Histogram acknowledged = new Histogram(3);
    private final Histogram live = new Histogram(3);
    private final Histogram searchable = new Histogram(3);
    private final Histogram listed = new Histogram(3);
    private final Histogram shown = new Histogram(3);

    Freshness(URI platform) {
        this.platform = platform;
        this.http = WebClient.builder().baseUrl(platform + "/api/v1").build();
    }

    /** Measures {@code samples} products, one after the other. Blocks. */
    void measure(int samples, String run) {
        for (int i = 0; i < samples; i++) {
            sample("FRESH-" + run + "-" + i);
        }
        reads(READS_PER_SAMPLE * samples);
    }

    /** Measures reads at the position of a command, one after the other. Blocks. */
    void reads(int samples) {
        for (int i = 0; i < samples; i++) {
            listed.recordValue(microseconds("/api/v1/orders?limit=1", openCart()));
            HttpHeaders opened = openCart();
            shown.recordValue(microseconds(String.valueOf(opened.getLocation()), opened));
        }
    }

    /** Of a list, asked for at the position of a command just answered. */
    double listedMilliseconds(double percentile) {
        return listed.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** Of the thing that a command just answered has made, asked for at its position. */
    double shownMilliseconds(double percentile) {
        return shown.getValueAtPercentile(percentile) / 1_000.0;
    }

    private HttpHeaders openCart() {
        return Objects.requireNonNull(http.post()
                        .uri("/carts")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .bodyValue(Map.of("currency", "GBP"))
                        .retrieve()
                        .toBodilessEntity()
                        .block(Duration.ofSeconds(30)))
                .getHeaders();
    }

    private long microseconds(String path, HttpHeaders written) {
        long begin = System.nanoTime();
        http.get()
                .uri(platform.resolve(path))
                .header("Min-Event-Position", String.valueOf(written.getFirst("Event-Position")))
                .retrieve()
                .toBodilessEntity()
                .block(Duration.ofSeconds(30));
        return (System.nanoTime() - begin) / 1_000;
    }

    double acknowledgedMilliseconds(double percentile) {
        return acknowledged.getValueAtPercentile(percentile) / 1_000.0;
    }

    double liveMilliseconds(double percentile) {
        return live.getValueAtPercentile(percentile) / 1_000.0;
    }

    double searchableMilliseconds(double percentile) {
        return searchable.getValueAtPercentile(percentile) / 1_000.0;
    }

    private void sample(String sku) {
        Mono<Long> heard = http.get()
                .uri("/events?type={type}&tag={tag}", "millrace.product.ProductCreated", "product:" + sku)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(EVENT)
                .filter(event -> event.data() != null)
                .next()
                .map(_ -> System.nanoTime());
        var listening = heard.toFuture();
        long begin = System.nanoTime();
        create(sku);
        acknowledged.recordValue((System.nanoTime() - begin) / 1_000);
        while (!found(sku)) {
            Thread.onSpinWait();
        }
        searchable.recordValue((System.nanoTime() - begin) / 1_000);
        live.recordValue(Math.max(
                        0,
                        listening
                                        .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                                        .join()
                                - begin)
                / 1_000);
    }

    private void create(String sku) {
        http.post()
                .uri("/products")
                .header("Idempotency-Key", "bench-" + sku)
                .bodyValue(Map.of(
                        "sku",
                        sku,
                        "name",
                        "Fresh " + sku,
                        "description",
                        "",
                        "price",
                        Map.of("amount", "1.00", "currency", "GBP")))
                .retrieve()
                .toBodilessEntity()
                .block(Duration.ofSeconds(30));
    }

    /** Asks the search itself, not for the entity; one request at a time, as fast as they are answered. */
    private boolean found(String sku) {
        Map<String, Object> page = http.get()
                .uri("/products?query={query}&limit=1", sku)
                .retrieve()
                .bodyToMono(OBJECT)
                .block(Duration.ofSeconds(30));
        return String.valueOf(page).contains("sku=" + sku + ",")
                || String.valueOf(page).contains("sku=" + sku + "}");
    }
}
