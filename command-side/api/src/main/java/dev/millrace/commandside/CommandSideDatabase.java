package dev.millrace.commandside;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The schema {@code command_side}. Runs single statements, each in a transaction of its own. Non-blocking. */
public final class CommandSideDatabase {

    private final ConnectionPool pool;

    CommandSideDatabase(ConnectionPool pool) {
        this.pool = pool;
    }

    public <T> Flux<T> rows(String sql, UnaryOperator<Statement> bind, Function<Row, T> read) {
        return Flux.usingWhen(
                pool.create(),
                connection -> Flux.from(
                                bind.apply(connection.createStatement(sql)).execute())
                        .concatMap(result -> result.map((row, metadata) -> read.apply(row))),
                Connection::close);
    }

    /** How many rows were changed. */
    public Mono<Long> update(String sql, UnaryOperator<Statement> bind) {
        return Mono.usingWhen(
                pool.create(),
                connection -> Flux.from(
                                bind.apply(connection.createStatement(sql)).execute())
                        .concatMap(result -> (Publisher<Long>) result.getRowsUpdated())
                        .reduce(0L, Long::sum),
                Connection::close);
    }
}
