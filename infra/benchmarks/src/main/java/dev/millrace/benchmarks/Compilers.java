package dev.millrace.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.reactive.function.client.WebClient;

/** The just-in-time compilers of a platform. */
final class Compilers {

    private static final ParameterizedTypeReference<Map<String, Object>> METRIC = new ParameterizedTypeReference<>() {};

    private Compilers() {}

    /** How long they have been at work since the platform started; all of them together, so that it may outrun the clock. */
    static Duration worked(URI platform) {
        Map<String, Object> metric = WebClient.create(platform.toString())
                .get()
                .uri("/actuator/metrics/jvm.compilation.time")
                .retrieve()
                .bodyToMono(METRIC)
                .block(Duration.ofSeconds(30));
        List<?> measurements = (List<?>) Objects.requireNonNull(metric).get("measurements");
        Number milliseconds = (Number) ((Map<?, ?>) measurements.getFirst()).get("value");
        return Duration.ofMillis(milliseconds.longValue());
    }
}
