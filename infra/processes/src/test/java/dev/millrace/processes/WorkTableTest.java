package dev.millrace.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.local.PostgresAddress;
import dev.millrace.processes.WorkItem.Key;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class WorkTableTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Key key = new Key("fulfilment", UUID.randomUUID().toString(), "authorise", "payment");
    private ConnectionPool pool;
    private WorkTable table;

    @BeforeEach
    void open() throws IOException {
        PostgresAddress address = TestServers.freshDatabase();
        pool = EventStoreConnections.pool(address.r2dbcUrl(), address.username(), address.password(), 5);
        try (var script = WorkTable.class.getResourceAsStream("/db/processes/V1__work_and_instances.sql")) {
            String made = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${flyway:defaultSchema}", "processes");
            sql("CREATE SCHEMA processes; " + made);
        }
        table = new WorkTable(pool, Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void what_is_done_is_struck_out_and_what_was_planned_meanwhile_comes_due() {
        WorkItem item = table.takeNew(key).block(SOON);
        assertThat(table.takeNew(key).blockOptional(SOON)).isEmpty();
        assertThat(table.finish(item).block(SOON)).isTrue();

        WorkItem again = table.takeDue("payment", 10).single().block(SOON);
        table.plan(key, Instant.now().minusSeconds(1)).block(SOON);
        assertThat(table.finish(again).block(SOON)).isTrue();

        WorkItem last = table.takeDue("payment", 10).single().block(SOON);
        assertThat(table.finish(last).block(SOON)).isFalse();
        assertThat(rows()).isZero();
    }

    @Test
    void what_is_planned_in_the_moment_of_finishing_is_not_left_to_the_lease() {
        WorkItem item = Objects.requireNonNull(table.takeNew(key).block(SOON));
        CompletableFuture<Boolean> finishing = Objects.requireNonNull(Mono.usingWhen(
                        pool.create(),
                        planner -> Mono.from(planner.beginTransaction())
                                .then(execute(planner, "UPDATE processes.work SET again_at = now()"))
                                .then(Mono.fromSupplier(() -> table.finish(item).toFuture()))
                                .delayUntil(_ -> Mono.fromRunnable(this::awaitSomebodyAtTheLock)
                                        .subscribeOn(Schedulers.boundedElastic()))
                                .delayUntil(_ -> Mono.from(planner.commitTransaction())),
                        Connection::close)
                .block(SOON));

        assertThat(finishing.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join())
                .isTrue();
        assertThat(table.takeDue("payment", 10).map(WorkItem::key).collectList().block(SOON))
                .isEqualTo(List.of(key));
    }

    @Test
    void work_that_somebody_is_at_is_not_forgotten() {
        WorkItem item = Objects.requireNonNull(table.takeNew(key).block(SOON));
        table.forget(key).block(SOON);
        assertThat(rows()).isOne();

        table.postpone(item, Duration.ofMinutes(1), 0).block(SOON);
        table.forget(key).block(SOON);
        assertThat(rows()).isZero();
    }

    private void awaitSomebodyAtTheLock() {
        await().atMost(SOON)
                .until(() -> count("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                        == 1);
    }

    private long rows() {
        return count("SELECT count(*) FROM processes.work");
    }

    private long count(String query) {
        return Objects.requireNonNull(Flux.usingWhen(
                        pool.create(),
                        connection -> Flux.from(
                                        connection.createStatement(query).execute())
                                .concatMap(result -> result.map(row -> row.get(0, Long.class))),
                        Connection::close)
                .blockLast(SOON));
    }

    private void sql(String statements) {
        Mono.usingWhen(pool.create(), connection -> execute(connection, statements), Connection::close)
                .block(SOON);
    }

    private static Mono<Void> execute(Connection connection, String statements) {
        return Flux.from(connection.createStatement(statements).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
