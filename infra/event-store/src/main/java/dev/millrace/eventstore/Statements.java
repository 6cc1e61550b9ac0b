package dev.millrace.eventstore;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Statements to the store's database, each on a connection that is borrowed for it and given back. For the packages of this library.
 *
 * <p>Nothing runs before somebody subscribes. While the server is away, everything fails with {@link EventStoreUnavailableException}, after
 * ten seconds at the latest if no connection is to be had; what the server says comes as the driver gives it.
 */
public final class Statements {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ConnectionFactory connections;

    public Statements(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** All rows are demanded at once; see {@link #rows}. */
    public <T> Flux<T> query(Function<Connection, Statement> statement, Function<Readable, T> mapping) {
        return lend(connection -> rows(statement.apply(connection), mapping)).onErrorMap(ServerErrors::translate);
    }

    /** How many rows it changed. */
    public Mono<Long> update(Function<Connection, Statement> statement) {
        return lend(connection -> changed(statement.apply(connection)).flux())
                .single()
                .onErrorMap(ServerErrors::translate);
    }

    /** All statements or none: an error rolls back. */
    public <T> Mono<T> inTransaction(Function<Connection, Mono<T>> statements) {
        return lend(connection -> Flux.usingWhen(
                        Mono.from(connection.beginTransaction()).thenReturn(connection),
                        statements,
                        Connection::commitTransaction,
                        (begun, error) -> begun.rollbackTransaction(),
                        Connection::rollbackTransaction))
                .singleOrEmpty()
                .onErrorMap(ServerErrors::translate);
    }

    /**
     * Only a connection that is not to be had is {@link EventStoreUnavailableException}; later errors come as the driver gives them. What
     * the work gives is taken at once, whatever is demanded: who doesn't read keeps no connection.
     */
    <T> Flux<T> lend(Function<Connection, Flux<T>> work) {
        return Flux.usingWhen(
                        connection(),
                        work,
                        Statements::release,
                        (connection, error) -> release(connection),
                        Statements::release)
                .onBackpressureBuffer();
    }

    /** Who asks gives it back. */
    Mono<Connection> connection() {
        return Mono.<Connection>from(connections.create())
                .timeout(CONNECT_TIMEOUT)
                .onErrorMap(error -> new EventStoreUnavailableException(
                        "No connection to the event store: " + error.getMessage(), error));
    }

    /** What the answer was is settled by now; a connection that can't be given back is the pool's concern. */
    private static Mono<Void> release(Connection connection) {
        return Mono.from(connection.close()).onErrorComplete();
    }

    /**
     * Demands all rows at once, whatever is demanded of the result. Where another thread than the connection's demands them bit by
     * bit, r2dbc-postgresql 1.1.1 now and then emits a row before the one that precedes it: while the thread takes the last row out
     * of the driver's buffer, the connection's finds it empty and passes the next row by. Bound what a statement reads instead.
     */
    public static <T> Flux<T> rows(Statement statement, Function<? super Row, T> mapping) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.map((row, metadata) -> mapping.apply(row)), 1)
                .onBackpressureBuffer();
    }

    public static Mono<Long> changed(Statement statement) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    public static <T> Statement bind(Statement statement, int index, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(index, type) : statement.bind(index, value);
    }

    /** The value of a column that is never null. */
    public static <T> T required(Readable row, int column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }
}
