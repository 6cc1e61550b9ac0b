package dev.millrace.sagas;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Whether the sagas run, how far the slowest segment here has come, and how much work is late. */
final class SagaHealth implements ReactiveHealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OrderProcessor processor;
    private final WorkTable table;
    private final GatewayDesk desk;

    SagaHealth(OrderProcessor processor, WorkTable table, GatewayDesk desk) {
        this.processor = processor;
        this.table = table;
        this.desk = desk;
    }

    @Override
    public Mono<Health> health() {
        return table.overdue()
                .timeout(PATIENCE)
                .map(overdue -> (processor.isRunning() ? Health.up() : Health.down())
                        .withDetail("segments", processor.segments())
                        .withDetail("position", processor.position().orElse(0))
                        .withDetail("gatewayRequestsUnderWay", desk.underWay())
                        .withDetail("overdue", overdue)
                        .build())
                .onErrorResume(trouble -> Mono.just(Health.down(trouble).build()));
    }
}
