package dev.millrace.eventstore.processing;

import static dev.millrace.eventstore.processing.Digest.NAME;
import static dev.millrace.eventstore.processing.Digest.SOON;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.meters.ParkingMeters;
import dev.millrace.eventstore.processing.Digest.Options;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParkingMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void untilParked(double sequences, double events) {
        await().atMost(SOON).until(() -> value("sequences") == sequences && value("events") == events);
    }

    private double value(String what) {
        Gauge gauge = registry.find("millrace.events.parked." + what)
                .tag("processor", NAME)
                .gauge();
        return gauge == null ? -1 : gauge.value();
    }

    @Test
    void of_each_processor_it_is_told_how_much_is_parked_nothing_included() {
        try (TestStore store = TestStore.fresh();
                Digest digest = Digest.start(store, Options.DEFAULT);
                ParkingMeters meters = new ParkingMeters(digest.processors, Duration.ofMillis(50))) {
            meters.bindTo(registry);
            untilParked(0, 0);
            digest.handlers.reaction = ParkingTest.indigestible("a1");

            digest.append("a1", "a2", "b1");
            untilParked(1, 2);
            digest.parked().discard(NAME, "a").block(SOON);
            untilParked(0, 0);
        }
    }
}
