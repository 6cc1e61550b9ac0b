package dev.millrace.projections;

import static java.util.Objects.requireNonNull;

import dev.millrace.eventbus.BatchHandler;
import dev.millrace.eventbus.BusEvent;
import dev.millrace.eventbus.PartitionBatch;
import dev.millrace.projections.EventApplier.Arrival;
import dev.millrace.readmodels.Projection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Runs one projection in this process: applies what the bus brings for the partitions it was given, saves the progress, tries
 * parked events again when asked, and moves partitions to a generation that is being built. One of these at a time.
 */
final class ProjectionRunner implements BatchHandler {
    private static final Logger log = LoggerFactory.getLogger(ProjectionRunner.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final ReadModelWriter writer;
    private final EventApplier applier;
    private final PartitionTable partitionTable;
    private final ParkedTable parked;
    private final GenerationWatch generations;
    private final ChangeNews news;
    private final OneAtATime oneAtATime = new OneAtATime();
    private final Map<Integer, Assignment> assignments = new ConcurrentHashMap<>();
    private final Map<Integer, Long> saved = new ConcurrentHashMap<>();
    private volatile int partitions;

    ProjectionRunner(
            ReadModelWriter writer,
            PartitionTable partitionTable,
            ParkedTable parked,
            GenerationWatch generations,
            ChangeNews news) {
        this.writer = writer;
        this.applier = new EventApplier(writer, parked);
        this.partitionTable = partitionTable;
        this.parked = parked;
        this.generations = generations;
        this.news = news;
    }

    /** How many partitions the bus has; to be told before anything else. */
    void partitions(int count) {
        partitions = count;
    }

    @Override
    public Mono<Void> handle(List<PartitionBatch> batches) {
        return oneAtATime.run(
                insist(adopt(batches.stream().map(PartitionBatch::partition).toList())
                        .then(move())
                        .then(Mono.defer(() -> apply(batches)))));
    }

    @Override
    public void revoked(List<Integer> gone) {
        gone.forEach(assignments::remove);
        gone.forEach(saved::remove);
    }

    /** What is due now and then even if the bus brings nothing. Errors are for the next time. */
    Mono<Void> housekeeping() {
        return oneAtATime
                .run(move().then(Mono.defer(this::retryRequested)).then(Mono.defer(this::save)))
                .onErrorResume(failure -> {
                    log.debug("{}: housekeeping put off: {}", writer.projection(), failure.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> insist(Mono<Void> work) {
        return work.timeout(PATIENCE)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(Passing::passes)
                        .doBeforeRetry(retry -> {
                            if (retry.totalRetries() == 0) {
                                log.warn("{} pauses: {}", writer.projection(), Passing.name(retry.failure()));
                            }
                        }));
    }

    /** Learns about partitions that are new here. */
    private Mono<Void> adopt(List<Integer> numbers) {
        Set<Integer> unknown = new HashSet<>(numbers);
        unknown.removeAll(assignments.keySet());
        return unknown.isEmpty()
                ? Mono.empty()
                : partitionTable
                        .of(writer.projection())
                        .filter(it -> unknown.contains(it.number()))
                        .collectList()
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(it -> parked.keys(writer.projection(), it.generation(), it.number())
                                .doOnNext(keys -> assignments.put(
                                        it.number(), Assignment.begin(it.generation(), it.position(), keys))))
                        .then(Mono.fromRunnable(() -> {
                            if (!assignments.keySet().containsAll(unknown)) {
                                throw new IllegalStateException("partitions unknown to the table: " + unknown);
                            }
                        }));
    }

    /** Moves partitions that may to the generation that is being built. */
    private Mono<Void> move() {
        return Mono.defer(() -> generations
                .building(writer.projection())
                .map(building -> Flux.fromIterable(List.copyOf(assignments.entrySet()))
                        .filter(it -> it.getValue().generation() < building.number()
                                && it.getValue().mayMove(building.fillPosition()))
                        .concatMap(it -> partitionTable
                                .move(
                                        writer.projection(),
                                        it.getKey(),
                                        building.number(),
                                        it.getValue().position())
                                .then(parked.keys(writer.projection(), building.number(), it.getKey()))
                                .doOnNext(keys -> assignments.computeIfPresent(
                                        it.getKey(), (number, known) -> known.movedTo(building.number(), keys))))
                        .then())
                .orElse(Mono.empty()));
    }

    private Mono<Void> apply(List<PartitionBatch> batches) {
        Map<Long, List<Arrival>> byGeneration = new TreeMap<>();
        Map<Integer, Assignment> of = new HashMap<>();
        for (var batch : batches) {
            var assignment = assignments.get(batch.partition());
            if (assignment == null) {
                // It went to another member while this batch waited, and comes again there.
                continue;
            }
            of.put(batch.partition(), assignment);
            var arrivals = byGeneration.computeIfAbsent(assignment.generation(), it -> new ArrayList<>());
            for (BusEvent event : batch.events()) {
                arrivals.add(new Arrival(batch.partition(), event));
            }
        }
        return Flux.fromIterable(byGeneration.entrySet())
                .concatMap(it -> write(it.getKey(), it.getValue(), of)
                        .doOnNext(changed -> applied(it.getKey(), of, batches, changed)))
                .then();
    }

    /** What a lost generation misses, the next one has from the store. */
    private Mono<List<String>> write(long generation, List<Arrival> arrivals, Map<Integer, Assignment> of) {
        return generations.isLost(writer.projection(), generation)
                ? Mono.just(List.of())
                : applier.apply(
                        generation,
                        arrivals,
                        partition -> requireNonNull(of.get(partition)).blocked());
    }

    private void applied(
            long generation, Map<Integer, Assignment> of, List<PartitionBatch> batches, List<String> changed) {
        Map<Integer, Long> progress = new TreeMap<>();
        for (var batch : batches) {
            var assignment = of.get(batch.partition());
            if (assignment != null && assignment.generation() == generation) {
                assignments.computeIfPresent(batch.partition(), (number, known) -> known.applied(batch.position()));
                progress.put(batch.partition(), Math.max(assignment.position(), batch.position()));
            }
        }
        news.tell(writer.projection(), generation, progress, partitions, changed);
    }

    private Mono<Void> save() {
        Map<Integer, Long> moved = new TreeMap<>();
        assignments.forEach((partition, it) -> {
            if (it.position() > saved.getOrDefault(partition, -1L)) {
                moved.put(partition, it.position());
            }
        });
        return moved.isEmpty()
                ? Mono.empty()
                : partitionTable.save(writer.projection(), moved).then(Mono.fromRunnable(() -> saved.putAll(moved)));
    }

    private Mono<Void> retryRequested() {
        if (assignments.values().stream().allMatch(it -> it.blocked().isEmpty())) {
            return Mono.empty();
        }
        return parked.requested(writer.projection())
                .filter(it -> assignments.containsKey(it.partition()))
                .distinct(it -> it.event().key())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(it -> {
                    var assignment = assignments.get(it.partition());
                    return assignment == null ? Mono.empty() : retry(assignment, it);
                })
                .then();
    }

    private Mono<Void> retry(Assignment assignment, ParkedEvent it) {
        var key = it.event().key();
        return applier.retry(assignment.generation(), key)
                .doOnNext(freed -> {
                    if (freed) {
                        assignment.blocked().remove(key);
                        log.info("Events of {} are applied again in {}", key, writer.projection());
                    }
                })
                .then();
    }

    /** Position up to which all that is this process's share is applied. */
    long applied() {
        return assignments.values().stream()
                .mapToLong(Assignment::position)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    Projection projection() {
        return writer.projection();
    }
}
