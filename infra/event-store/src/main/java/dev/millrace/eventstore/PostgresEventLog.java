package dev.millrace.eventstore;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The {@link EventLog} in the schema {@code millrace_events} of a PostgreSQL database.
 *
 * <p>Connections come from the given factory, as a rule a pool shared with others. They must be those of r2dbc-postgresql
 * with {@code forceBinary(true)}, and should cache prepared statements.
 */
public final class PostgresEventLog implements EventLog, AutoCloseable {

    private final ConnectionFactory connections;

    private PostgresEventLog(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** Starts nothing: the first use opens connections. */
    public static PostgresEventLog on(ConnectionFactory connections) {
        return new PostgresEventLog(connections);
    }

    @Override
    public Mono<Long> append(List<NewEvent> events, AppendCondition condition) {
        return Mono.error(new UnsupportedOperationException(connections.toString()));
    }

    @Override
    public Flux<Sourced> source(List<AppendCondition.Check> checks) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<List<StoredEvent>> page(Criteria criteria, long after, long upTo, int limit) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<StoredEvent> read(Criteria criteria, long after, long upTo) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<StoredEvent> tail(Criteria criteria, long after) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<Long> heads() {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Long> head() {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Long> positionAt(Instant instant) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<StoredEvent> find(UUID eventId) {
        return Mono.error(new UnsupportedOperationException());
    }

    /** Ends the tail; appends already accepted are answered. */
    @Override
    public void close() {}
}
