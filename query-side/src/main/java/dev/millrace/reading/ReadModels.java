package dev.millrace.reading;

import dev.millrace.connections.Unavailable;
import dev.millrace.readmodels.Generations;
import dev.millrace.readmodels.ProgressQuery;
import dev.millrace.readmodels.Projection;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Which generation of a read model to ask, and how far it is. Non-blocking, thread-safe. */
public final class ReadModels {

    /** Readers that wait ask often, and may share an answer for this long. */
    private static final Duration FRESH = Duration.ofMillis(40);

    private final Generations generations;
    private final Map<Projection, Long> lastKnown = new ConcurrentHashMap<>();
    private final Map<Projection, Mono<Long>> watermarks = new EnumMap<>(Projection.class);

    public ReadModels(Generations generations, ProgressQuery progress) {
        this.generations = generations;
        Stream.of(Projection.values())
                .forEach(it -> watermarks.put(
                        it,
                        progress.of(it)
                                .map(partitions -> least(partitions.values()))
                                .cache(position -> FRESH, failure -> Duration.ZERO, () -> Duration.ZERO)));
    }

    /**
     * The generation that answers. While PostgreSQL is away it is the last one known: nobody can switch then either, and
     * what is kept elsewhere stays readable.
     */
    public Mono<Long> generation(Projection projection) {
        return generations
                .active(projection)
                .doOnNext(generation -> lastKnown.put(projection, generation))
                .onErrorResume(
                        failure -> Unavailable.causes(failure).isPresent() && lastKnown.containsKey(projection),
                        failure -> Mono.justOrEmpty(lastKnown.get(projection)))
                .switchIfEmpty(Mono.error(() -> ReadModelProblems.missing().exception()));
    }

    /** Position up to which the projection has applied everything; 0 before it has begun. */
    Mono<Long> watermark(Projection projection) {
        return watermarks.getOrDefault(projection, Mono.just(0L));
    }

    private static long least(Collection<Long> positions) {
        return positions.stream().mapToLong(Long::longValue).min().orElse(0);
    }
}
