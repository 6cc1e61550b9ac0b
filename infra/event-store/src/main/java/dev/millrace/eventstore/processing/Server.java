package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.EventStoreUnavailableException;
import dev.millrace.eventstore.ServerErrors;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements to the database, each on a connection that is borrowed for it; {@link EventStoreUnavailableException} while it is away. */
final class Server {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ConnectionFactory connections;

    Server(ConnectionFactory connections) {
        this.connections = connections;
    }

    <T> Flux<T> query(Function<Connection, Statement> statement, Function<Readable, T> mapping) {
        return on(connection -> rows(statement.apply(connection), mapping));
    }

    /** How many rows it changed. */
    Mono<Long> update(Function<Connection, Statement> statement) {
        return on(connection -> changed(statement.apply(connection)).flux()).single();
    }

    /** All statements or none: an error rolls back. */
    <T> Mono<T> inTransaction(Function<Connection, Mono<T>> statements) {
        return on(connection -> Flux.usingWhen(
                        Mono.from(connection.beginTransaction()).thenReturn(connection),
                        statements::apply,
                        Connection::commitTransaction,
                        (begun, error) -> begun.rollbackTransaction(),
                        Connection::rollbackTransaction))
                .singleOrEmpty();
    }

    static <T> Flux<T> rows(Statement statement, Function<Readable, T> mapping) {
        return Flux.from(statement.execute()).concatMap(result -> result.map(mapping));
    }

    static Mono<Long> changed(Statement statement) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    static <T> Statement bind(Statement statement, int index, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(index, type) : statement.bind(index, value);
    }

    private <T> Flux<T> on(Function<Connection, Flux<T>> work) {
        return Flux.usingWhen(
                        Mono.<Connection>from(connections.create())
                                .timeout(CONNECT_TIMEOUT)
                                .onErrorMap(error -> new EventStoreUnavailableException(
                                        "No connection to the event store: " + error.getMessage(), error)),
                        work,
                        Server::release,
                        (connection, error) -> release(connection),
                        Server::release)
                .onErrorMap(ServerErrors::translate);
    }

    private static Mono<Void> release(Connection connection) {
        return Mono.from(connection.close()).onErrorComplete();
    }
}
