package dev.millrace.eventstore.meters;

import dev.millrace.eventstore.processing.EventProcessors;
import dev.millrace.eventstore.processing.ParkedCount;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How much is parked, by {@code processor}: {@code millrace.events.parked.sequences} and {@code millrace.events.parked.events}. It is that
 * of all instances, and is asked for every so often; while the server is away the last answer stands. The processors are those that
 * park in this process, and any others of which something is parked.
 */
public final class ParkingMeters implements MeterBinder, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ParkingMeters.class);
    private static final String PREFIX = "millrace.events.parked.";

    private final EventProcessors processors;
    private final Duration every;
    private final Disposable.Composite asking = Disposables.composite();

    /** @param every how often the server is asked */
    public ParkingMeters(EventProcessors processors, Duration every) {
        this.processors = processors;
        this.every = every;
    }

    /** Measures from now on; to be called once for a registry. */
    @Override
    public void bindTo(MeterRegistry registry) {
        MultiGauge sequences = gauge(registry, "sequences", "Sequences of which events wait");
        MultiGauge events = gauge(registry, "events", "Events that wait");
        asking.add(Flux.interval(Duration.ZERO, every)
                .onBackpressureDrop()
                .concatMap(
                        _ -> processors.parked().counts().collectList().onErrorResume(error -> {
                            log.debug("Can't count what is parked", error);
                            return Mono.empty();
                        }),
                        1)
                .subscribe(counts -> {
                    List<ParkedCount> all = all(counts);
                    sequences.register(rows(all, ParkedCount::sequences), true);
                    events.register(rows(all, ParkedCount::events), true);
                }));
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(PREFIX + name).description(description).register(registry);
    }

    private List<ParkedCount> all(List<ParkedCount> counts) {
        var counted = counts.stream().collect(Collectors.toMap(ParkedCount::processor, Function.identity()));
        return Stream.concat(processors.parking().stream(), counted.keySet().stream())
                .distinct()
                .map(name -> counted.getOrDefault(name, new ParkedCount(name, 0, 0)))
                .toList();
    }

    private static Iterable<MultiGauge.Row<?>> rows(List<ParkedCount> counts, ToDoubleFunction<ParkedCount> value) {
        return counts.stream()
                .<MultiGauge.Row<?>>map(
                        count -> MultiGauge.Row.of(Tags.of("processor", count.processor()), count, value))
                .toList();
    }

    /** Asks no more. */
    @Override
    public void close() {
        asking.dispose();
    }
}
