package dev.millrace.eventstore.meters;

import dev.millrace.eventstore.EventLogObserver;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Vitals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The meters of an event log.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code millrace.events.append}</td><td>timer of appends as callers see them, by {@code ending}: {@code appended},
 * {@code conflict}, {@code duplicate}, {@code refused}, {@code unavailable}, {@code cancelled}, {@code failed}</td></tr>
 * <tr><td>{@code millrace.events.batch}</td><td>timer of calls to the server, each a batch</td></tr>
 * <tr><td>{@code millrace.events.batch.appends}, {@code millrace.events.batch.events}</td><td>how much a batch holds</td></tr>
 * <tr><td>{@code millrace.events.lost.connections}</td><td>batches whose fate had to be looked up</td></tr>
 * <tr><td>{@code millrace.events.queue.depth}, {@code millrace.events.queue.capacity}</td><td>appends that wait, and may</td></tr>
 * <tr><td>{@code millrace.events.tail.lag}</td><td>events known to be committed that the shared tail has not seen</td></tr>
 * <tr><td>{@code millrace.events.tail.position}</td><td>of the last event that the shared tail has seen</td></tr>
 * <tr><td>{@code millrace.events.tail.paused}</td><td>1 while the server can't be reached by the tail, else 0</td></tr>
 * </table>
 */
public final class EventStoreMeters implements MeterBinder {

    private static final String PREFIX = "millrace.events.";

    private final PostgresEventLog log;

    public EventStoreMeters(PostgresEventLog log) {
        this.log = log;
    }

    /** Measures the log from now on; to be called once for a log and a registry. */
    public static void bind(PostgresEventLog log, MeterRegistry registry) {
        new EventStoreMeters(log).bindTo(registry);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        log.observe(new Measuring(registry));
        gauge(registry, "queue.depth", "Appends that wait to be sent", Vitals::queued);
        gauge(registry, "queue.capacity", "Appends that may wait", Vitals::queueCapacity);
        gauge(
                registry,
                "tail.lag",
                "Events the tail has not seen",
                vitals -> vitals.tail().lag());
        gauge(
                registry,
                "tail.position",
                "Last event the tail has seen",
                vitals -> vitals.tail().position());
        gauge(
                registry,
                "tail.paused",
                "Whether the tail waits for the server",
                vitals -> vitals.tail().paused() ? 1 : 0);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Vitals> value) {
        Gauge.builder(PREFIX + name, log, measured -> value.applyAsDouble(measured.vitals()))
                .description(description)
                .register(registry);
    }

    private static final class Measuring implements EventLogObserver {

        private final Map<Ending, Timer> endings = new EnumMap<>(Ending.class);
        private final Timer batches;
        private final DistributionSummary batchAppends;
        private final DistributionSummary batchEvents;
        private final Counter lost;

        Measuring(MeterRegistry registry) {
            for (Ending ending : Ending.values()) {
                endings.put(
                        ending,
                        Timer.builder(PREFIX + "append")
                                .description("Appends, from the call to the answer")
                                .tag("ending", ending.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
            batches = Timer.builder(PREFIX + "batch")
                    .description("Calls to the server, each with a batch of appends")
                    .register(registry);
            batchAppends = DistributionSummary.builder(PREFIX + "batch.appends")
                    .description("Appends in a batch")
                    .register(registry);
            batchEvents = DistributionSummary.builder(PREFIX + "batch.events")
                    .description("Events in a batch")
                    .register(registry);
            lost = Counter.builder(PREFIX + "lost.connections")
                    .description("Batches whose fate had to be looked up")
                    .register(registry);
        }

        @Override
        public void ended(Ending ending, Duration took) {
            Timer timer = endings.get(ending);
            if (timer != null) {
                timer.record(took);
            }
        }

        @Override
        public void answered(int appends, int events, Duration took) {
            batches.record(took);
            batchAppends.record(appends);
            batchEvents.record(events);
        }

        @Override
        public void lost(int appends) {
            lost.increment();
        }
    }
}
