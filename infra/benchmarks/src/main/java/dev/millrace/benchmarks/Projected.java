package dev.millrace.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Waits for the read side. */
final class Projected {

    private static final ParameterizedTypeReference<Map<String, Object>> PAGE = new ParameterizedTypeReference<>() {};

    private Projected() {}

    /** Blocks until no projection lags, at most five minutes; answers how long that took. */
    static Duration awaitAll(URI platform) {
        WebClient http = WebClient.builder().baseUrl(platform + "/api/v1").build();
        long begin = System.nanoTime();
        http.get()
                .uri("/admin/projections")
                .retrieve()
                .bodyToMono(PAGE)
                .filter(Projected::caughtUp)
                .repeatWhenEmpty(again -> again.concatMap(_ -> Mono.delay(Duration.ofMillis(50))))
                .block(Duration.ofMinutes(5));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static boolean caughtUp(Map<String, Object> page) {
        return page.get("items") instanceof List<?> projections
                && projections.stream()
                        .allMatch(one -> one instanceof Map<?, ?> projection
                                && projection.get("lagEvents") instanceof Number lag
                                && lag.longValue() == 0);
    }
}
