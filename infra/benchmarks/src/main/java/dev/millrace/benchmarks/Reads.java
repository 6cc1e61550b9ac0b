package dev.millrace.benchmarks;

import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** What people look at before they buy. */
final class Reads {

    private final WebClient http;

    Reads(URI platform) {
        this.http = WebClient.builder().baseUrl(platform + "/api/v1").build();
    }

    Mono<?> list(long number) {
        return get("/products?currency=GBP&limit=20");
    }

    Mono<?> search(long number) {
        return get("/products?query=article " + any() + "&currency=GBP&limit=20");
    }

    Mono<?> product(long number) {
        return get("/products/SKU-" + any());
    }

    private Mono<?> get(String path) {
        return http.get().uri(path).retrieve().bodyToMono(String.class);
    }

    private static int any() {
        return ThreadLocalRandom.current().nextInt(Shop.ARTICLES);
    }
}
