package dev.millrace.standalone;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.springframework.web.reactive.function.client.WebClient;

/** The OpenAPI document of a platform. */
final class ApiDocument {

    private static final int MOST_BYTES = 16 << 20;

    private ApiDocument() {}

    static String of(URI platform) {
        return Objects.requireNonNull(WebClient.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .baseUrl(platform.toString())
                .build()
                .get()
                .uri("/v3/api-docs")
                .retrieve()
                .bodyToMono(String.class)
                .block(Duration.ofSeconds(30)));
    }
}
