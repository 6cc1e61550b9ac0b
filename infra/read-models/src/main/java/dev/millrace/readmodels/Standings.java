package dev.millrace.readmodels;

import static java.util.Objects.requireNonNull;

import dev.millrace.eventstore.Statements;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which generation of each read model answers, and how far that one is. Non-blocking, thread-safe. */
public final class Standings {

    /** Progress is saved at most a quarter of a second late. */
    private static final String SQL = """
            select g.projection, g.generation,
                   coalesce(min(case when p.generation = g.generation then p.position
                                     when p.generation > g.generation then p.left_at else 0 end), 0)
              from projections.generations g left join projections.partitions p on p.projection = g.projection
             where g.state = 'active' and not g.lost
             group by g.projection, g.generation""";

    private final ConnectionFactory postgres;

    public Standings(ConnectionFactory postgres) {
        this.postgres = postgres;
    }

    /**
     * All as of one moment. One is absent until its projection has started for the first time, and while what was lost is
     * rebuilt.
     */
    public Mono<Map<Projection, Standing>> now() {
        return Flux.usingWhen(
                        postgres.create(),
                        connection -> Statements.rows(connection.createStatement(SQL), Standings::standing),
                        Connection::close)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Map.Entry<Projection, Standing> standing(Readable row) {
        return Map.entry(
                new Projection(requireNonNull(row.get(0, String.class))),
                new Standing(requireNonNull(row.get(1, Long.class)), requireNonNull(row.get(2, Long.class))));
    }
}
