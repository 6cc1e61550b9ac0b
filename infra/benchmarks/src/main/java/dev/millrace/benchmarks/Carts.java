package dev.millrace.benchmarks;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Opens carts: the smallest whole command, one event under a tag of its own. */
final class Carts {

    private final WebClient http;

    Carts(URI platform) {
        this.http = WebClient.builder().baseUrl(platform + "/api/v1").build();
    }

    Mono<?> open(long number) {
        return http.post()
                .uri("/carts")
                .header("Idempotency-Key", UUID.randomUUID() + "-" + number)
                .bodyValue(Map.of("currency", "GBP"))
                .retrieve()
                .toBodilessEntity();
    }
}
