package dev.millrace.eventstore.boot;

import dev.millrace.eventstore.EventStoreHealth;
import dev.millrace.eventstore.EventStoreHealth.Report;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Up; out of service while the tail is behind or pauses; down if the store can't be used. */
final class EventStoreHealthIndicator implements ReactiveHealthIndicator {

    private final EventStoreHealth store;

    EventStoreHealthIndicator(EventStoreHealth store) {
        this.store = store;
    }

    @Override
    public Mono<Health> health() {
        return store.check().map(EventStoreHealthIndicator::health);
    }

    private static Health health(Report report) {
        Health.Builder health = switch (report.status()) {
            case UP -> Health.up();
            case BEHIND -> Health.outOfService();
            case UNREACHABLE, UNFIT -> Health.down();
        };
        if (report.problem() != null) {
            health.withDetail("problem", report.problem());
        }
        if (report.known() != null) {
            health.withDetail("head", report.known().head())
                    .withDetail("chained", report.known().chained());
            if (report.known().schemaVersion() != null) {
                health.withDetail("schemaVersion", report.known().schemaVersion());
            }
        }
        return health.withDetail("queued", report.vitals().queued())
                .withDetail("tail", report.vitals().tail())
                .build();
    }
}
