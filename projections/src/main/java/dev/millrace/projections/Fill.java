package dev.millrace.projections;

import dev.millrace.eventbus.BusEvent;
import dev.millrace.eventbus.PartitionKey;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.projections.EventApplier.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Fills a new generation from the store, from where it was left, until all partitions of the bus write to it. */
final class Fill {
    private static final Duration REST = Duration.ofMillis(50);

    private final EventLog store;
    private final EventApplier applier;
    private final ParkedTable parked;
    private final GenerationTable generations;
    private final PartitionTable partitions;
    private final int batchSize;

    Fill(
            EventLog store,
            EventApplier applier,
            ParkedTable parked,
            GenerationTable generations,
            PartitionTable partitions,
            int batchSize) {
        this.store = store;
        this.applier = applier;
        this.parked = parked;
        this.generations = generations;
        this.partitions = partitions;
        this.batchSize = batchSize;
    }

    Mono<Void> run(Generation generation) {
        return partitions
                .of(generation.projection())
                .map(PartitionTable.Partition::number)
                .collectList()
                .flatMap(numbers -> Flux.fromIterable(numbers)
                        .concatMap(it -> parked.keys(generation.projection(), generation.number(), it)
                                .map(keys -> Map.entry(it, keys)))
                        .collectMap(Map.Entry::getKey, it -> concurrent(it.getValue())))
                .flatMap(blocked -> generations
                        .filling(generation)
                        .then(step(generation, new At(generation.fillPosition(), false), blocked)
                                .expand(at -> at.finished() ? Mono.empty() : step(generation, at, blocked))
                                .then()));
    }

    private record At(long position, boolean finished) {}

    private static Set<String> concurrent(Set<String> keys) {
        Set<String> set = ConcurrentHashMap.newKeySet();
        set.addAll(keys);
        return set;
    }

    private Mono<At> step(Generation generation, At at, Map<Integer, Set<String>> blocked) {
        return store.head()
                .flatMap(head -> head == at.position()
                        ? allMoved(generation)
                                .flatMap(finished -> finished
                                        ? Mono.just(new At(at.position(), true))
                                        : Mono.delay(REST).thenReturn(at))
                        : forward(generation, at, head, blocked));
    }

    private Mono<At> forward(Generation generation, At at, long head, Map<Integer, Set<String>> blocked) {
        var types = Criteria.ofTypes(applier.types().toArray(String[]::new));
        return store.page(types, at.position(), head, batchSize)
                .publishOn(Schedulers.parallel())
                .flatMap(page -> {
                    long reached = Math.min(page.reached(), head);
                    return apply(generation, page.events(), blocked)
                            .then(generations.filled(generation, reached, head))
                            .thenReturn(new At(reached, false));
                });
    }

    private Mono<Void> apply(Generation generation, List<StoredEvent> page, Map<Integer, Set<String>> blocked) {
        int count = blocked.size();
        var arrivals = page.stream()
                .map(BusEvent::of)
                .map(event -> new Arrival(PartitionKey.partition(event.key(), count), event))
                .toList();
        return applier.apply(generation.number(), arrivals, blocked::get)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(3))
                        .filter(Passing::passes))
                .then();
    }

    private Mono<Boolean> allMoved(Generation generation) {
        return partitions.of(generation.projection()).all(it -> it.generation() >= generation.number());
    }
}
