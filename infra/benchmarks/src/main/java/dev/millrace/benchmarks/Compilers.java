package dev.millrace.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.web.reactive.function.client.WebClient;

/** The just-in-time compilers of a platform. */
final class Compilers {

    private Compilers() {}

    /** How long they have been at work since the platform started; all of them together, so that it may outrun the clock. */
    static Duration worked(URI platform) {
        Metric metric = WebClient.create(platform.toString())
                .get()
                .uri("/actuator/metrics/jvm.compilation.time")
                .retrieve()
                .bodyToMono(Metric.class)
                .block(Duration.ofSeconds(30));
        return Duration.ofMillis((long) Objects.requireNonNull(metric, "an answer without a body")
                .measurements()
                .getFirst()
                .value());
    }

    private record Metric(List<Measurement> measurements) {}

    private record Measurement(double value) {}
}
