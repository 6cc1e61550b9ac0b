package dev.millrace.projections;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventPage;
import dev.millrace.projections.Generation.State;
import dev.millrace.projections.PartitionTable.Partition;
import dev.millrace.projections.ProjectionReport.Rebuild;
import dev.millrace.readmodels.Projection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts together how the projections are doing, whichever instances run them. */
final class ProjectionReports {
    private static final double PERCENT = 100.0;
    private static final double MILLIS = 1_000.0;

    private final GenerationTable generations;
    private final PartitionTable partitions;
    private final ParkedTable parked;
    private final EventLog store;
    private final Clock clock;

    ProjectionReports(
            GenerationTable generations, PartitionTable partitions, ParkedTable parked, EventLog store, Clock clock) {
        this.generations = generations;
        this.partitions = partitions;
        this.parked = parked;
        this.store = store;
        this.clock = clock;
    }

    /** Those that have started for the first time, by name. */
    Flux<ProjectionReport> all() {
        return generations
                .all()
                .flatMapMany(all -> Flux.fromStream(
                                all.stream().map(Generation::projection).distinct())
                        .concatMap(it -> report(it, all)));
    }

    /** Empty if it never started. */
    Mono<ProjectionReport> of(Projection projection) {
        return generations.all().flatMap(all -> report(projection, all));
    }

    private Mono<ProjectionReport> report(Projection projection, List<Generation> all) {
        return Mono.justOrEmpty(find(projection, State.ACTIVE, all))
                .flatMap(active -> Mono.zip(
                                partitions.of(projection).collectList(),
                                store.head(),
                                parked.count(projection, active.number()))
                        .flatMap(it -> {
                            long position = position(it.getT1(), it.getT2());
                            return lag(position, it.getT2())
                                    .map(lag -> new ProjectionReport(
                                            projection,
                                            active.number(),
                                            active.lost(),
                                            position,
                                            it.getT2(),
                                            it.getT2() - position,
                                            lag.toMillis() / MILLIS,
                                            it.getT3(),
                                            rebuild(find(projection, State.BUILDING, all), it.getT1())));
                        }));
    }

    private static @Nullable Generation find(Projection projection, State state, List<Generation> all) {
        return all.stream()
                .filter(it -> it.projection().equals(projection) && it.state() == state)
                .findFirst()
                .orElse(null);
    }

    private static long position(List<Partition> partitions, long head) {
        return Math.min(
                head, partitions.stream().mapToLong(Partition::position).min().orElse(0));
    }

    private Mono<Duration> lag(long position, long head) {
        if (position >= head) {
            return Mono.just(Duration.ZERO);
        }
        return store.page(Criteria.everything(), position, head, 1)
                .map(EventPage::events)
                .map(first -> first.isEmpty()
                        ? Duration.ZERO
                        : Duration.between(first.getFirst().timestamp(), clock.instant()));
    }

    private @Nullable Rebuild rebuild(@Nullable Generation building, List<Partition> partitions) {
        if (building == null) {
            return null;
        }
        long position = building.fillPosition();
        long target = Math.max(building.target(), position);
        return new Rebuild(
                building.number(),
                position,
                target,
                target == 0 ? 0 : Math.round(position * PERCENT * 10 / target) / 10.0,
                Math.toIntExact(partitions.stream()
                        .filter(it -> it.generation() == building.number())
                        .count()),
                building.startedAt(),
                estimatedEnd(building, target));
    }

    private @Nullable Instant estimatedEnd(Generation building, long target) {
        var since = building.fillSince();
        long done = building.fillPosition() - building.fillFrom();
        if (since == null || done <= 0) {
            return null;
        }
        var now = clock.instant();
        double millisPerEvent = (double) Duration.between(since, now).toMillis() / done;
        return now.plusMillis(Math.round(Math.max(0, millisPerEvent) * (target - building.fillPosition())));
    }
}
