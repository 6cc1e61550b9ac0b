package dev.millrace.projections;

import dev.millrace.connections.AdvisoryLock;
import dev.millrace.readmodels.Projection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Carries rebuilds through: fills the generation that is being built, switches readers to it, and removes the one before it
 * after a while. What is to be done stands in the table of generations; of all instances one does it, and when that ends
 * another goes on.
 */
final class Rebuilds {
    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Map<Projection, ReadModelWriter> writers;
    private final Map<Projection, Fill> fills;
    private final GenerationTable table;
    private final ConnectionFactory connections;
    private final Duration keepRetired;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Disposable.Composite running = Disposables.composite();

    /** @param connections opens connections outside any pool, for the locks */
    Rebuilds(
            Map<Projection, ReadModelWriter> writers,
            Map<Projection, Fill> fills,
            GenerationTable table,
            ConnectionFactory connections,
            Duration keepRetired) {
        this.writers = writers;
        this.fills = fills;
        this.table = table;
        this.connections = connections;
        this.keepRetired = keepRetired;
    }

    /** Starts what is to be done of this and isn't being done here yet. */
    void attend(Generation generation) {
        var due = due(generation);
        var name = "millrace.generation." + generation.projection() + "." + generation.number();
        if (due == null || !busy.add(name)) {
            return;
        }
        running.add(AdvisoryLock.ifFree(connections, name, connection -> due)
                .onErrorResume(failure -> {
                    log.warn(
                            "Generation {} of {} has to wait: {}",
                            generation.number(),
                            generation.projection(),
                            Passing.name(failure));
                    return Mono.empty();
                })
                .then(Mono.delay(BETWEEN_TRIES))
                .doFinally(end -> busy.remove(name))
                .subscribe());
    }

    private @Nullable Mono<Void> due(Generation generation) {
        return switch (generation.state()) {
            case BUILDING -> build(generation.projection(), generation.number());
            case ACTIVE -> null;
            case RETIRED -> {
                var since = generation.retiredAt();
                yield since != null && since.plus(keepRetired).isBefore(Instant.now()) ? drop(generation) : null;
            }
        };
    }

    private Mono<Void> build(Projection projection, long number) {
        var writer = writers.get(projection);
        var fill = fills.get(projection);
        if (writer == null || fill == null) {
            return Mono.empty();
        }
        // As it is now that the lock is ours, not as it was when last seen.
        return table.building(projection)
                .filter(generation -> generation.number() == number)
                .flatMap(generation -> isThere(writer, generation)
                        .flatMap(there -> there ? carryThrough(writer, fill, generation) : giveUp(generation)));
    }

    /** What isn't begun is made; what is must be there still. */
    private static Mono<Boolean> isThere(ReadModelWriter writer, Generation generation) {
        return generation.fillPosition() == 0
                ? writer.create(generation.number()).thenReturn(true)
                : writer.exists(generation.number());
    }

    private Mono<Void> carryThrough(ReadModelWriter writer, Fill fill, Generation generation) {
        long number = generation.number();
        var projection = generation.projection();
        log.info("Building generation {} of {} from position {}", number, projection, generation.fillPosition());
        return fill.run(generation)
                .takeUntilOther(missing(writer, number))
                .then(Mono.defer(() -> writer.exists(number)))
                .flatMap(there -> there ? finish(writer, generation) : giveUp(generation));
    }

    /** Nobody need write to it for that to be found out. */
    private static Mono<Boolean> missing(ReadModelWriter writer, long number) {
        return Flux.interval(BETWEEN_LOOKS)
                .onBackpressureDrop()
                .concatMap(tick -> writer.exists(number).onErrorReturn(true), 1)
                .filter(there -> !there)
                .next();
    }

    private Mono<Void> finish(ReadModelWriter writer, Generation generation) {
        return table.building(generation.projection())
                .filter(wanted -> wanted.number() == generation.number())
                .flatMap(_ -> writer.activate(generation.number())
                        .then(table.switchTo(generation))
                        .doOnSuccess(done -> log.info(
                                "Generation {} of {} answers now", generation.number(), generation.projection())));
    }

    private Mono<Void> giveUp(Generation generation) {
        return table.lost(generation)
                .doOnSuccess(found -> log.warn(
                        "Generation {} of {} was lost while it was built; another is built in its place",
                        generation.number(),
                        generation.projection()))
                .then();
    }

    /** Not while anyone might write to it: that would bring back a part of it. */
    private Mono<Void> drop(Generation generation) {
        var writer = writers.get(generation.projection());
        return writer == null
                ? Mono.empty()
                : table.isUnused(generation)
                        .filter(free -> free)
                        .flatMap(_ -> writer.drop(generation.number())
                                .then(table.forget(generation))
                                .doOnSuccess(done -> log.info(
                                        "Removed generation {} of {}", generation.number(), generation.projection())));
    }

    void stop() {
        running.dispose();
    }
}
