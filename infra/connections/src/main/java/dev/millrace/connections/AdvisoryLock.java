package dev.millrace.connections;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work that one instance of all does at a time, by an advisory lock of PostgreSQL. */
public final class AdvisoryLock {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private AdvisoryLock() {}

    /**
     * Runs {@code work} once the lock is free, and frees it when {@code work} ends, fails or is cancelled. The lock belongs to
     * a connection opened for it; it is also lost with that connection, so work that must notice uses the connection it is
     * given.
     *
     * @param connections opens connections outside any pool: one is held as long as the work takes
     * @param name one for all instances
     * @param betweenTries how long to wait while another holds the lock
     * @param stop ends the wait; work that has begun is not touched
     */
    public static <T> Flux<T> holding(
            ConnectionFactory connections,
            String name,
            Duration betweenTries,
            Publisher<?> stop,
            Function<Connection, Publisher<T>> work) {
        return Flux.usingWhen(
                connections.create(),
                connection -> taken(connection, name)
                        .filter(taken -> taken)
                        .repeatWhenEmpty(Integer.MAX_VALUE, tries -> tries.delayElements(betweenTries))
                        .takeUntilOther(stop)
                        .flatMapMany(taken -> work.apply(connection)),
                connection -> connection.close());
    }

    /** The same without waiting: ends at once, without doing anything, if another holds the lock. */
    public static <T> Flux<T> ifFree(
            ConnectionFactory connections, String name, Function<Connection, Publisher<T>> work) {
        return Flux.usingWhen(
                connections.create(),
                connection ->
                        taken(connection, name).filter(taken -> taken).flatMapMany(taken -> work.apply(connection)),
                connection -> connection.close());
    }

    private static Mono<Boolean> taken(Connection connection, String name) {
        return Flux.from(connection
                        .createStatement("select pg_try_advisory_lock(hashtextextended($1, 0))")
                        .bind(0, name)
                        .execute())
                .flatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                .single()
                .timeout(PATIENCE);
    }
}
