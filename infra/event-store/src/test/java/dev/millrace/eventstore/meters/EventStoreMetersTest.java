package dev.millrace.eventstore.meters;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.AppendConflictException;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class EventStoreMetersTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double appends(String ending) {
        return registry.get("millrace.events.append")
                .tag("ending", ending)
                .timer()
                .count();
    }

    @Test
    void appends_are_measured_by_how_they_end_and_batches_by_what_they_hold() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            EventStoreMeters.bind(log, registry);

            log.append(List.of(event("A", "x=1"), event("A", "x=1")), AppendCondition.none())
                    .block(SOON);
            assertThatThrownBy(() -> log.append(
                                    List.of(event("A", "x=1")), AppendCondition.unchanged(Criteria.everything(), 1))
                            .block(SOON))
                    .isInstanceOf(AppendConflictException.class);

            assertThat(appends("appended")).isEqualTo(1);
            assertThat(appends("conflict")).isEqualTo(1);
            assertThat(appends("failed")).isZero();
            assertThat(registry.get("millrace.events.append")
                            .tag("ending", "appended")
                            .timer()
                            .max(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(registry.get("millrace.events.batch").timer().count()).isEqualTo(2);
            assertThat(registry.get("millrace.events.batch.events").summary().max())
                    .isEqualTo(2);
            assertThat(registry.get("millrace.events.queue.depth").gauge().value())
                    .isZero();
            assertThat(registry.get("millrace.events.queue.capacity").gauge().value())
                    .isEqualTo(PostgresEventLog.DEFAULT_QUEUE_CAPACITY);
        }
    }

    @Test
    void the_tail_tells_where_it_is() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            EventStoreMeters.bind(log, registry);
            Disposable reader = log.tail(Criteria.everything(), 0).subscribe();

            log.append(List.of(event("A", "x=1"), event("A", "x=1")), AppendCondition.none())
                    .block(SOON);

            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(registry.get("millrace.events.tail.position")
                                    .gauge()
                                    .value())
                            .isEqualTo(2));
            assertThat(registry.get("millrace.events.tail.lag").gauge().value()).isZero();
            assertThat(registry.get("millrace.events.tail.paused").gauge().value())
                    .isZero();
            reader.dispose();
        }
    }
}
