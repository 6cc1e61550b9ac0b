package dev.millrace.readmodels;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which generation of each read model answers. A rebuilt generation takes over at once for readers that ask here; the one
 * before it stays readable for a minute, which is why an answer may be cached for seconds. Non-blocking, thread-safe.
 */
public final class Generations {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final String SQL =
            "select projection, generation from projections.generations where state = 'active' and not lost";

    private final Mono<Map<Projection, Long>> active;

    public Generations(ConnectionFactory postgres) {
        var query = Flux.usingWhen(
                        postgres.create(),
                        connection -> Flux.from(connection.createStatement(SQL).execute())
                                .flatMap(result -> result.map((row, meta) -> Map.entry(
                                        row.get("projection", String.class), row.get("generation", Long.class)))),
                        connection -> connection.close())
                .collect(
                        () -> new EnumMap<Projection, Long>(Projection.class),
                        (map, entry) -> Projection.named(entry.getKey()).ifPresent(it -> map.put(it, entry.getValue())))
                .<Map<Projection, Long>>map(map -> map);
        this.active = query.cacheInvalidateWhen(map -> Mono.delay(FRESH).then());
    }

    /** The generation to read. Empty until the projections have started for the first time, and while what was lost is rebuilt. */
    public Mono<Long> active(Projection projection) {
        return active.mapNotNull(map -> map.get(projection));
    }
}
