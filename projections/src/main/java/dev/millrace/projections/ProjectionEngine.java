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
    private final ProjectionSettings settings;
    private final Map<Projection, EventTopic.Description> topics = new ConcurrentHashMap<>();
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
            ProjectionSettings settings) {
        this.writers = writers;
        this.runners = runners;
        this.generations = generations;
        this.partitions = partitions;
        this.watch = watch;
        this.rebuilds = rebuilds;
        this.topic = topic;
        this.consumer = consumer;
        this.settings = settings;
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
                    .concatMap(tick -> lookAfter(runner.projection()), 1)
                    .subscribe());
        }
    }

    private Mono<Void> keepRunning(ProjectionRunner runner) {
        var projection = runner.projection();
        var options = new EventConsumer.Options(GROUP + projection, settings.linger(projection), settings.batchSize());
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
                .doOnNext(description -> {
                    runner.partitions(description.partitions());
                    topics.put(projection, description);
                })
                .flatMap(description ->
                        generations.begin(projection).then(partitions.ensure(projection, description.partitions())))
                .then(ensure(projection))
                .then(topic.missed(GROUP + projection)
                        .flatMap(missed ->
                                missed ? rebuild(projection, "the bus no longer has all it needs") : Mono.empty()))
                .then();
    }

    /** A server that lost what it held doesn't say so, and takes what comes as if it were all. */
    private Mono<Void> lookAfter(Projection projection) {
        return ensure(projection).then(Mono.defer(() -> heed(projection))).onErrorResume(failure -> {
            log.debug("{} could not be looked after: {}", projection, failure.toString());
            return Mono.empty();
        });
    }

    /** A topic made anew brings all events again, but who goes on reading it at an offset of the old one passes some over. */
    private Mono<Void> heed(Projection projection) {
        var known = topics.get(projection);
        return known == null
                ? Mono.empty()
                : topic.awaited()
                        .filter(now -> !now.id().equals(known.id()))
                        .flatMap(now -> rebuild(projection, "the bus was made anew")
                                .doOnSuccess(done -> topics.put(projection, now)))
                        .then();
    }

    private Mono<Void> ensure(Projection projection) {
        var writer = writers.get(projection);
        if (writer == null) {
            return Mono.error(new IllegalStateException("nothing writes " + projection));
        }
        return active(projection)
                .flatMap(active ->
                        isLost(writer, active).flatMap(lost -> lost ? make(writer, active) : lead(writer, active)));
    }

    /** One that has been removed since, after another took its place, is not lost. */
    private Mono<Boolean> isLost(ReadModelWriter writer, long active) {
        return writer.exists(active)
                .flatMap(there ->
                        there ? Mono.just(false) : active(writer.projection()).map(now -> now == active));
    }

    private static Mono<Void> lead(ReadModelWriter writer, long active) {
        return writer.answers().flatMap(led -> led ? Mono.empty() : writer.activate(active));
    }

    /** The rebuild first: once there is something again, nobody sees that anything was lost. */
    private Mono<Void> make(ReadModelWriter writer, long active) {
        var projection = writer.projection();
        return startedBefore(projection)
                .flatMap(before -> before ? rebuild(projection, "it was lost") : Mono.empty())
                .then(writer.create(active))
                .then(writer.activate(active));
    }

    private Mono<Long> active(Projection projection) {
        return generations
                .all()
                .flatMapIterable(all -> all)
                .filter(it -> it.projection() == projection && it.state() == Generation.State.ACTIVE)
                .map(Generation::number)
                .next();
    }

    private Mono<Boolean> startedBefore(Projection projection) {
        return partitions.of(projection).any(it -> it.position() > 0);
    }

    private Mono<Boolean> rebuild(Projection projection, String why) {
        return generations.build(projection).doOnNext(started -> {
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
