package dev.millrace.connections;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** A server is up if it tells its version within two seconds. */
final class ServerHealth extends AbstractReactiveHealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<Mono<String>> version;

    ServerHealth(String server, Supplier<Mono<String>> version) {
        super(server + " does not answer");
        this.version = version;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.defer(version)
                .timeout(PATIENCE)
                .map(found -> builder.up().withDetail("version", found).build());
    }
}
