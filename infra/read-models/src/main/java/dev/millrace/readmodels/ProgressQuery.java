package dev.millrace.readmodels;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How far the projections are, as last recorded (at most a quarter of a second ago). Non-blocking, thread-safe. */
public final class ProgressQuery {
    private static final String SQL = "select partition, position from projections.partitions where projection = $1";

    private final ConnectionFactory postgres;

    public ProgressQuery(ConnectionFactory postgres) {
        this.postgres = postgres;
    }

    /**
     * Position up to which the projection has applied everything, for each partition of the bus. The least of them holds
     * for the projection. Empty until the projections have started for the first time.
     */
    public Mono<Map<Integer, Long>> of(Projection projection) {
        return Flux.usingWhen(
                        postgres.create(),
                        connection -> Flux.from(connection
                                        .createStatement(SQL)
                                        .bind(0, projection.text())
                                        .execute())
                                .flatMap(result -> result.map((row, meta) -> Map.entry(
                                        row.get("partition", Integer.class), row.get("position", Long.class)))),
                        connection -> connection.close())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
