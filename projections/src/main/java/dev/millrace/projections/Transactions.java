package dev.millrace.projections;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements on PostgreSQL, together or not at all. Non-blocking, thread-safe. */
public final class Transactions {
    private final ConnectionFactory postgres;

    public Transactions(ConnectionFactory postgres) {
        this.postgres = postgres;
    }

    /** Commits when {@code work} ends and rolls back when it fails. */
    public <T> Mono<T> run(Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(
                postgres.create(),
                connection -> Mono.usingWhen(
                        Mono.from(connection.beginTransaction()).thenReturn(connection),
                        work,
                        open -> open.commitTransaction(),
                        (open, failure) -> open.rollbackTransaction(),
                        open -> open.rollbackTransaction()),
                connection -> connection.close());
    }

    /** Runs {@code work} with a connection, each statement on its own. */
    public <T> Flux<T> each(Function<Connection, Flux<T>> work) {
        return Flux.usingWhen(postgres.create(), work, connection -> connection.close());
    }

    /**
     * Runs one statement.
     *
     * @param values for {@code $1} and so on
     * @return rows touched
     */
    public static Mono<Long> update(Connection connection, String sql, Object... values) {
        var statement = connection.createStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return Flux.from(statement.execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    /** One statement without a transaction of its own. */
    public Mono<Long> update(String sql, Object... values) {
        return Mono.usingWhen(
                postgres.create(), connection -> update(connection, sql, values), connection -> connection.close());
    }
}
