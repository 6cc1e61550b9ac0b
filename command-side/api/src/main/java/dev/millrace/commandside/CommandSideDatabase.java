package dev.millrace.commandside;

import dev.millrace.eventstore.Statements;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The schema {@code command_side}. Runs single statements, each in a transaction of its own. A server that doesn't answer in time is
 * as good as away: the statement fails with {@link R2dbcTimeoutException}, and whether it ran isn't known. Non-blocking.
 */
public final class CommandSideDatabase {

    private final ConnectionPool pool;
    private final Duration patience;

    /** @param patience how long a statement may take, its wait for a connection included */
    CommandSideDatabase(ConnectionPool pool, Duration patience) {
        this.pool = pool;
        this.patience = patience;
    }

    public <T> Flux<T> rows(String sql, UnaryOperator<Statement> bind, Function<Row, T> read) {
        return Flux.usingWhen(
                        pool.create(),
                        connection -> Statements.rows(bind.apply(connection.createStatement(sql)), read),
                        Connection::close)
                .timeout(patience)
                .onErrorMap(TimeoutException.class, this::silent);
    }

    /** How many rows were changed. */
    public Mono<Long> update(String sql, UnaryOperator<Statement> bind) {
        return Mono.usingWhen(
                        pool.create(),
                        connection -> Flux.from(bind.apply(connection.createStatement(sql))
                                        .execute())
                                .concatMap(Result::getRowsUpdated)
                                .reduce(0L, Long::sum),
                        Connection::close)
                .timeout(patience)
                .onErrorMap(TimeoutException.class, this::silent);
    }

    private R2dbcTimeoutException silent(Throwable late) {
        return new R2dbcTimeoutException("no answer within " + patience, late);
    }
}
