package dev.millrace.projections;

import dev.millrace.eventbus.EventConsumer;
import dev.millrace.eventbus.EventTopic;
import dev.millrace.readmodels.Projection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Starts all projections with the process and keeps them running, each for itself. */
final class ProjectionEngine implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProjectionEngine.class);
    private static final Duration HOUSEKEEPING = Duration.ofMillis(250);
    /** How often it is seen to that the read models are still there. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    private static final String GROUP = "millrace-";

    private final Map<Projection, ReadModelWriter> writers;
    private final Map<Projection, ProjectionRunner> runners;
    private final GenerationTable generations;
    private final PartitionTable partitions;
    private final GenerationWatch watch;
    private final Rebuilds rebuilds;
    private final EventTopic topic;
    private final EventConsumer consumer;
    private final AwaitingReaders readers;
    private final Map<Projection, Duration> lingers;
    private final int batchSize;
    /** By its id, the topic that each reads. */
    private final Map<Projection, String> topics = new ConcurrentHashMap<>();

    private Disposable.@Nullable Composite running;

    ProjectionEngine(
            Map<Projection, ReadModelWriter> writers,
            Map<Projection, ProjectionRunner> runners,
            GenerationTable generations,
            PartitionTable partitions,
            GenerationWatch watch,
            Rebuilds rebuilds,
            EventTopic topic,
            EventConsumer consumer,
            AwaitingReaders readers,
            Map<Projection, Duration> lingers,
            int batchSize) {
        this.writers = writers;
        this.runners = runners;
        this.generations = generations;
        this.partitions = partitions;
        this.watch = watch;
        this.rebuilds = rebuilds;
        this.topic = topic;
        this.consumer = consumer;
        this.readers = readers;
        this.lingers = Map.copyOf(lingers);
        this.batchSize = batchSize;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        running = Disposables.composite();
        running.add(watch.run().subscribe(all -> all.forEach(rebuilds::attend)));
        for (var runner : runners.values()) {
            running.add(keepRunning(runner).subscribe());
            running.add(Flux.interval(HOUSEKEEPING)
                    .onBackpressureDrop()
                    .concatMap(tick -> runner.housekeeping(), 1)
                    .subscribe());
            running.add(Flux.interval(ROUND)
                    .onBackpressureDrop()
                    .concatMap(tick -> lookAfter(runner), 1)
                    .subscribe());
        }
    }

    private Mono<Void> keepRunning(ProjectionRunner runner) {
        var projection = runner.projection();
        var options = new EventConsumer.Options(
                GROUP + projection,
                lingers.getOrDefault(projection, ReadModelWriter.LINGER),
                batchSize,
                readers.beyond(projection, runner::applied));
        return prepare(runner)
                .then(Mono.defer(() -> consumer.consume(options, runner)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true)
                        .doBeforeRetry(
                                retry -> log.warn("{} starts again: {}", projection, Passing.name(retry.failure()))));
    }

    /** Makes sure that there is something to write to, and has it rebuilt if it was lost or can't be complete. */
    private Mono<Void> prepare(ProjectionRunner runner) {
        var projection = runner.projection();
        return topic.awaited()
                .flatMap(description -> generations
                        .begin(projection)
                        .then(told(generations.replaceOthers(projection), projection, "it was made by another version"))
                        .then(watch.look())
                        .then(read(runner, description)))
                .then(ensure(projection))
                .then(topic.missed(GROUP + projection)
                        .flatMap(missed -> missed
                                ? told(generations.build(projection), projection, "the bus no longer has all it needs")
                                : Mono.empty()))
                .then();
    }

    /** A server that lost what it held doesn't say so, and takes what comes as if it were all. */
    private Mono<Void> lookAfter(ProjectionRunner runner) {
        var projection = runner.projection();
        var known = topics.get(projection);
        return known == null
                ? Mono.empty()
                : ensure(projection)
                        .then(topic.find())
                        .filter(now -> !now.id().equals(known))
                        .flatMap(now -> read(runner, now))
                        .onErrorResume(failure -> {
                            log.debug("{} could not be looked after: {}", projection, failure.toString());
                            return Mono.empty();
                        });
    }

    private Mono<Void> read(ProjectionRunner runner, EventTopic.Description description) {
        var projection = runner.projection();
        runner.partitions(description.partitions());
        return partitions
                .ensure(projection, description.partitions())
                .then(told(generations.reads(projection, description.id()), projection, "the bus was made anew"))
                .doOnNext(anew -> topics.put(projection, description.id()))
                .then();
    }

    private Mono<Void> ensure(Projection projection) {
        var writer = writers.get(projection);
        return writer == null
                ? Mono.error(new IllegalStateException("nothing writes " + projection))
                : generations.active(projection).flatMap(active -> ensure(writer, active));
    }

    private Mono<Void> ensure(ReadModelWriter writer, Generation active) {
        if (active.lost()) {
            // The next one is being built since that was found out.
            return Mono.empty();
        }
        return isMissing(writer, active).flatMap(missing -> missing ? make(writer, active) : lead(writer, active));
    }

    /** One that has been removed since, after another took its place, is not missing. */
    private Mono<Boolean> isMissing(ReadModelWriter writer, Generation active) {
        return writer.exists(active.number()).flatMap(there -> there ? Mono.just(false) : isActive(active));
    }

    private Mono<Boolean> isActive(Generation generation) {
        return generations.active(generation.projection()).map(now -> now.number() == generation.number());
    }

    /** The first one is made; what was written to is lost for good. */
    private Mono<Void> make(ReadModelWriter writer, Generation active) {
        return startedBefore(active.projection())
                .flatMap(before -> before
                        ? told(generations.lost(active), active.projection(), "it was lost")
                                .then()
                        : writer.create(active.number()).then(writer.activate(active.number())));
    }

    private Mono<Void> lead(ReadModelWriter writer, Generation active) {
        return writer.answers(active.number())
                .filter(led -> !led)
                .flatMap(astray -> isActive(active))
                .filter(still -> still)
                .flatMap(still -> writer.activate(active.number()));
    }

    private Mono<Boolean> startedBefore(Projection projection) {
        return partitions.of(projection).any(it -> it.position() > 0);
    }

    private static Mono<Boolean> told(Mono<Boolean> rebuild, Projection projection, String why) {
        return rebuild.doOnNext(started -> {
            if (started) {
                log.warn("Rebuilding {}: {}", projection, why);
            }
        });
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            rebuilds.stop();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** All that run here, for those who report. */
    List<Projection> projections() {
        return List.copyOf(runners.keySet());
    }
}
