package dev.millrace.projections;

import dev.millrace.eventstore.Statements;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements on PostgreSQL, alone or together. Non-blocking, thread-safe. */
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

    /** Runs one statement, or several separated by semicolons if there are no values. Answers how many rows it touched. */
    public Mono<Long> update(String sql, Object... values) {
        return Mono.usingWhen(
                postgres.create(), connection -> update(connection, sql, values), connection -> connection.close());
    }

    /** The same within a transaction. */
    public static Mono<Long> update(Connection connection, String sql, Object... values) {
        return Flux.from(statement(connection, sql, values).execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    /** Rows of one query. */
    public <T> Flux<T> query(Function<Row, T> read, String sql, Object... values) {
        return Flux.usingWhen(
                postgres.create(),
                connection -> query(connection, read, sql, values),
                connection -> connection.close());
    }

    /** The same within a transaction. */
    public static <T> Flux<T> query(Connection connection, Function<Row, T> read, String sql, Object... values) {
        return Statements.rows(statement(connection, sql, values), read);
    }

    private static Statement statement(Connection connection, String sql, Object... values) {
        var statement = connection.createStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return statement;
    }
}
