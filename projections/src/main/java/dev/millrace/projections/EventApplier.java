package dev.millrace.projections;

import dev.millrace.eventbus.BusEvent;
import dev.millrace.eventstore.processing.Cause;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Applies batches to one projection and parks what can't be applied. An event is parked only if it alone fails while the
 * read model is there; everything else is an error of the batch, to be tried again.
 */
final class EventApplier {
    private static final Logger log = LoggerFactory.getLogger(EventApplier.class);

    private final ReadModelWriter writer;
    private final ParkedTable parked;
    private final Set<String> types;

    EventApplier(ReadModelWriter writer, ParkedTable parked) {
        this.writer = writer;
        this.parked = parked;
        this.types = writer.handles().stream().map(EventCatalog::typeName).collect(Collectors.toUnmodifiableSet());
    }

    /** Qualified names of the events that are applied; all others are passed over. */
    Set<String> types() {
        return types;
    }

    /** An event and where it belongs. */
    record Arrival(int partition, BusEvent event) {}

    /** Either the event that was read or why it could not be. */
    private record Reading(
            Arrival arrival,
            @Nullable ProjectedEvent event,
            @Nullable RuntimeException failure) {}

    /**
     * @param arrivals those of one key in the order of their positions
     * @param blocked for each partition the keys with parked events; added to as events are parked
     * @return names of what changed
     */
    Mono<List<String>> apply(long generation, List<Arrival> arrivals, IntFunction<Set<String>> blocked) {
        return Flux.fromIterable(arrivals)
                .filter(arrival -> types.contains(arrival.event().type()))
                .map(EventApplier::read)
                .bufferUntil(reading -> reading.event() == null)
                .concatMap(run -> apply(run, generation, blocked))
                .reduce(List.of(), EventApplier::joined);
    }

    /** @param run of which the last event at most is unreadable: what comes before it is written first */
    private Mono<List<String>> apply(List<Reading> run, long generation, IntFunction<Set<String>> blocked) {
        var last = run.getLast();
        if (last.event() != null) {
            return write(generation, run, blocked);
        }
        return write(generation, run.subList(0, run.size() - 1), blocked)
                .delayUntil(changed -> park(
                        generation, last.arrival(), waits(last.arrival(), blocked) ? null : last.failure(), blocked));
    }

    private static Reading read(Arrival arrival) {
        try {
            return new Reading(
                    arrival, projected(arrival.event(), arrival.event().decode()), null);
        } catch (RuntimeException unreadable) {
            return new Reading(arrival, null, unreadable);
        }
    }

    private static boolean waits(Arrival arrival, IntFunction<Set<String>> blocked) {
        return blocked.apply(arrival.partition()).contains(arrival.event().key());
    }

    private static ProjectedEvent projected(BusEvent event, BusinessEvent decoded) {
        return new ProjectedEvent(event.position(), event.type(), event.recordedAt(), decoded);
    }

    private Mono<List<String>> write(long generation, List<Reading> events, IntFunction<Set<String>> blocked) {
        List<Reading> free = new ArrayList<>(events.size());
        List<Reading> behind = new ArrayList<>();
        for (var event : events) {
            (waits(event.arrival(), blocked) ? behind : free).add(event);
        }
        Mono<List<String>> writing = free.isEmpty()
                ? Mono.just(List.of())
                : Mono.defer(() -> writer.write(
                                generation, free.stream().map(Reading::event).toList()))
                        .onErrorResume(
                                failure -> !Passing.passes(failure),
                                failure -> narrow(generation, free, failure, blocked));
        return Flux.fromIterable(behind)
                .concatMap(event -> park(generation, event.arrival(), null, blocked))
                .then(writing);
    }

    /** Finds the event that is to blame by halving: writing again what went well changes nothing. */
    private Mono<List<String>> narrow(
            long generation, List<Reading> events, Throwable failure, IntFunction<Set<String>> blocked) {
        if (events.size() == 1) {
            return writer.exists(generation)
                    .flatMap(there -> there
                            ? this.<List<String>>park(
                                    generation, events.getFirst().arrival(), failure, blocked)
                            : Mono.error(new GenerationGoneException(writer.projection(), generation)))
                    .defaultIfEmpty(List.of());
        }
        int middle = events.size() / 2;
        return write(generation, events.subList(0, middle), blocked)
                .flatMap(first -> write(generation, events.subList(middle, events.size()), blocked)
                        .map(second -> joined(first, second)));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private <T> Mono<T> park(
            long generation, Arrival arrival, @Nullable Throwable cause, IntFunction<Set<String>> blocked) {
        var event = arrival.event();
        String why = cause == null ? null : Cause.of(cause).text();
        if (why != null) {
            log.warn(
                    "Parked event {} {} of {} in {}: {}",
                    event.position(),
                    event.type(),
                    event.key(),
                    writer.projection(),
                    why);
        }
        return parked.park(writer.projection(), generation, arrival.partition(), event, why)
                .then(Mono.fromRunnable(() -> blocked.apply(arrival.partition()).add(event.key())));
    }

    /**
     * Tries the parked events of a key in order until one fails again, after taking out what was asked to be discarded.
     * Answers whether none is left.
     */
    Mono<Boolean> retry(long generation, String key) {
        return parked.ofKey(writer.projection(), generation, key).collectList().flatMap(events -> {
            boolean asked = events.stream().anyMatch(it -> ParkedEvent.RETRY.equals(it.request()));
            return Flux.fromIterable(events)
                    .filterWhen(it -> ParkedEvent.DISCARD.equals(it.request())
                            ? discard(generation, it).thenReturn(false)
                            : Mono.just(true))
                    .collectList()
                    .flatMap(left -> Flux.fromIterable(left)
                            .concatMap(it -> it.cause() == null || asked ? attempt(generation, it) : Mono.just(false))
                            .takeUntil(applied -> !applied)
                            .all(applied -> applied));
        });
    }

    private Mono<Void> discard(long generation, ParkedEvent it) {
        var event = it.event();
        log.warn("Discarded event {} {} of {} in {}", event.position(), event.type(), event.key(), writer.projection());
        return parked.remove(writer.projection(), generation, event.position());
    }

    private Mono<Boolean> attempt(long generation, ParkedEvent it) {
        var event = it.event();
        return Mono.defer(() -> writer.write(generation, List.of(projected(event, event.decode()))))
                .then(parked.remove(writer.projection(), generation, event.position()))
                .thenReturn(true)
                .onErrorResume(
                        failure -> !Passing.passes(failure),
                        failure -> parked.failedAgain(
                                        writer.projection(),
                                        generation,
                                        event.position(),
                                        Cause.of(failure).text())
                                .thenReturn(false));
    }
}
