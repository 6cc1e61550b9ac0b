package dev.millrace.benchmarks;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.local.PostgresAddress;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Conditional appends: each of one event, on condition that its order does not exist yet. */
final class StoreAppends implements AutoCloseable {

    private static final int EVENTS_PER_FILL = 1_000;

    private final ConnectionPool pool;
    private final List<PostgresEventLog> logs;

    private StoreAppends(ConnectionPool pool, int logs) {
        this.pool = pool;
        this.logs = IntStream.range(0, logs)
                .mapToObj(_ -> PostgresEventLog.on(pool))
                .toList();
    }

    /** One instance, as in an application. */
    static StoreAppends batched(PostgresAddress address) {
        return new StoreAppends(StoreDatabases.pool(address, 10), 1);
    }

    /** A log for each client, so that no two appends ever meet in a batch: a lock and a commit for each. */
    static StoreAppends single(PostgresAddress address, int clients) {
        return new StoreAppends(StoreDatabases.pool(address, 32), clients);
    }

    Load.Measured load(int inFlight, Duration duration) {
        return Load.closed(inFlight, duration, n -> {
            Tag order = SampleEvents.order();
            return log((int) (n % logs.size()))
                    .append(List.of(SampleEvents.of(order)), AppendCondition.unchanged(Criteria.tagged(order), 0));
        });
    }

    PostgresEventLog log(int number) {
        return logs.get(number);
    }

    ConnectionPool pool() {
        return pool;
    }

    void fillUpTo(long events) {
        long head = log(0).head().blockOptional(Duration.ofMinutes(1)).orElse(0L);
        long missing = Math.max(0, events - head);
        Flux.range(0, (int) (missing / EVENTS_PER_FILL)).flatMap(_ -> fill(), 4).blockLast(Duration.ofHours(2));
    }

    private Mono<Long> fill() {
        List<NewEvent> events = Stream.generate(() -> SampleEvents.of(SampleEvents.order()))
                .limit(EVENTS_PER_FILL)
                .toList();
        return log(0).append(events, AppendCondition.none());
    }

    @Override
    public void close() {
        logs.forEach(PostgresEventLog::close);
        pool.dispose();
    }
}
