package dev.millrace.processes;

import static dev.millrace.eventstore.Columns.texts;
import static dev.millrace.eventstore.Columns.uuids;

import dev.millrace.eventstore.GroupCommit;
import dev.millrace.eventstore.Statements;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The table {@code processes.work}. Who takes a row holds it for the length of a lease, counted by the database's clock; others
 * pass it over meanwhile. Writes share statements, and lock rows in the order of their keys. Non-blocking, thread-safe.
 */
final class WorkTable {

    private static final String TAKE_NEW = """
            INSERT INTO processes.work AS held (process, instance, task, port, due_at, lease)
            SELECT process, instance, task, port, now() + $6 * interval '1 ms', lease
              FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[])
                AS new (process, instance, task, port, lease)
             ORDER BY process, instance, task
            ON CONFLICT (process, instance, task) DO UPDATE SET
                due_at = CASE WHEN held.lease IS NULL OR held.due_at <= now() THEN excluded.due_at ELSE held.due_at END,
                lease = CASE WHEN held.lease IS NULL OR held.due_at <= now() THEN excluded.lease ELSE held.lease END,
                again_at = CASE WHEN held.lease IS NULL OR held.due_at <= now() THEN NULL ELSE now() END
            RETURNING process, instance, task, port, lease, attempts""";

    private static final String PLAN = """
            INSERT INTO processes.work AS held (process, instance, task, port, due_at)
            SELECT process, instance, task, port, to_timestamp(due_millis / 1000.0)
              FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
                AS new (process, instance, task, port, due_millis)
             ORDER BY process, instance, task
            ON CONFLICT (process, instance, task) DO UPDATE SET
                due_at = CASE WHEN held.lease IS NULL THEN excluded.due_at ELSE held.due_at END,
                again_at = CASE WHEN held.lease IS NULL THEN NULL ELSE excluded.due_at END""";

    private static final String TAKE_DUE = """
            UPDATE processes.work SET lease = $2, due_at = now() + $3 * interval '1 ms', again_at = NULL
              FROM (SELECT process, instance, task FROM processes.work
                     WHERE due_at <= now() AND port = $4
                     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
             WHERE work.process = due.process AND work.instance = due.instance AND work.task = due.task
            RETURNING work.process, work.instance, work.task, work.port, work.lease, work.attempts""";

    /**
     * Locks the rows first, and goes by what they say then: somebody may be just about to commit that the work is to be done again. The
     * two halves by themselves would see the rows as they were before, and neither would take such a one.
     */
    private static final String FINISH = """
            WITH finished AS MATERIALIZED (
                SELECT work.process, work.instance, work.task, work.again_at
                  FROM processes.work
                  JOIN unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) AS mine (process, instance, task, lease)
                    ON work.process = mine.process AND work.instance = mine.instance AND work.task = mine.task
                   AND work.lease = mine.lease
                 ORDER BY work.process, work.instance, work.task FOR UPDATE OF work),
            deleted AS (
                DELETE FROM processes.work USING finished
                 WHERE work.process = finished.process AND work.instance = finished.instance
                   AND work.task = finished.task AND finished.again_at IS NULL)
            UPDATE processes.work SET lease = NULL, due_at = finished.again_at, again_at = NULL, attempts = 0 FROM finished
             WHERE work.process = finished.process AND work.instance = finished.instance
               AND work.task = finished.task AND finished.again_at IS NOT NULL
            RETURNING work.process, work.instance, work.task, work.port""";

    private static final String FORGET = """
            WITH gone AS MATERIALIZED (
                SELECT work.process, work.instance, work.task
                  FROM processes.work
                  JOIN unnest($1::text[], $2::text[], $3::text[]) AS named (process, instance, task)
                    ON work.process = named.process AND work.instance = named.instance AND work.task = named.task
                   AND work.lease IS NULL
                 ORDER BY work.process, work.instance, work.task FOR UPDATE OF work)
            DELETE FROM processes.work USING gone
             WHERE work.process = gone.process AND work.instance = gone.instance AND work.task = gone.task""";

    private static final String POSTPONE = """
            UPDATE processes.work SET lease = NULL, due_at = now() + $5 * interval '1 ms', again_at = NULL, attempts = $6
             WHERE process = $1 AND instance = $2 AND task = $3 AND lease = $4""";

    private static final String OF_INSTANCE = """
            SELECT task, port, CASE WHEN lease IS NULL THEN due_at END, attempts FROM processes.work
             WHERE process = $1 AND instance = $2 ORDER BY due_at, task""";

    private static final String OVERDUE = "SELECT count(*) FROM processes.work WHERE due_at <= now() - interval '5 s'";

    private final ConnectionPool pool;
    private final Duration lease;
    private final GroupCommit<WorkItem, WorkItem> taking =
            new GroupCommit<>(WorkItem::key, this::takeNew, GroupCommit.UNHURRIED);
    private final GroupCommit<Planned, Boolean> planning =
            new GroupCommit<>(Planned::key, this::plan, GroupCommit.UNHURRIED);
    private final GroupCommit<WorkItem, Boolean> finishing =
            new GroupCommit<>(WorkItem::key, this::finish, GroupCommit.UNHURRIED);
    private final GroupCommit<WorkItem.Key, Boolean> forgetting =
            new GroupCommit<>(key -> key, this::forget, GroupCommit.UNHURRIED);

    WorkTable(ConnectionPool pool, Duration lease) {
        this.pool = pool;
        this.lease = lease;
    }

    /**
     * Enters work that is due now and takes it.
     *
     * @return empty if somebody is at it: it will come due again when they have finished
     */
    Mono<WorkItem> takeNew(WorkItem.Key key) {
        WorkItem item = new WorkItem(key, UUID.randomUUID(), 0);
        return taking.write(item).filter(taken -> taken.lease().equals(item.lease()));
    }

    /** Enters work for later, or moves it if it is there and nobody is at it. */
    Mono<Void> plan(WorkItem.Key key, Instant at) {
        return planning.write(new Planned(key, at)).then();
    }

    /** Takes what is due of a port, {@code most} at the most. */
    Flux<WorkItem> takeDue(String port, int most) {
        UUID mine = UUID.randomUUID();
        return query(
                TAKE_DUE,
                statement -> statement
                        .bind("$1", most)
                        .bind("$2", mine)
                        .bind("$3", lease.toMillis())
                        .bind("$4", port),
                WorkTable::item);
    }

    /** Strikes out work that was done; true if it is to be done again. Nothing happens if the lease has run out. */
    Mono<Boolean> finish(WorkItem item) {
        return finishing.write(item);
    }

    Mono<Void> forget(WorkItem.Key key) {
        return forgetting.write(key).then();
    }

    /** Gives work back for later. */
    Mono<Void> postpone(WorkItem item, Duration delay, int attempts) {
        return query(
                        POSTPONE,
                        statement -> statement
                                .bind("$1", item.key().process())
                                .bind("$2", item.key().instance())
                                .bind("$3", item.key().task())
                                .bind("$4", item.lease())
                                .bind("$5", delay.toMillis())
                                .bind("$6", attempts),
                        row -> row)
                .then();
    }

    /** What waits for its time or is under way for an instance. */
    Flux<Awaited> of(String process, String instance) {
        return query(
                OF_INSTANCE,
                statement -> statement.bind("$1", process).bind("$2", instance),
                row -> new Awaited(
                        text(row, "task"),
                        text(row, "port"),
                        row.get(2, Instant.class),
                        Objects.requireNonNull(row.get("attempts", Integer.class))));
    }

    /** How much has been due for five seconds or longer, and isn't done. */
    Mono<Long> overdue() {
        return query(OVERDUE, statement -> statement, row -> Objects.requireNonNull(row.get(0, Long.class)))
                .next();
    }

    private Mono<Function<WorkItem, WorkItem>> takeNew(List<WorkItem> items) {
        return query(
                        TAKE_NEW,
                        statement -> bind(statement, items, WorkItem::key)
                                .bind("$4", texts(items, item -> item.key().port()))
                                .bind("$5", uuids(items, WorkItem::lease))
                                .bind("$6", lease.toMillis()),
                        WorkTable::item)
                .collectMap(WorkItem::key)
                .map(taken -> item -> Objects.requireNonNull(taken.get(item.key())));
    }

    private Mono<Function<Planned, Boolean>> plan(List<Planned> rows) {
        Long[] due = rows.stream().map(row -> row.at().toEpochMilli()).toArray(Long[]::new);
        return query(
                        PLAN,
                        statement -> bind(statement, rows, Planned::key)
                                .bind("$4", texts(rows, row -> row.key().port()))
                                .bind("$5", due),
                        row -> row)
                .then(Mono.just(row -> true));
    }

    private Mono<Function<WorkItem, Boolean>> finish(List<WorkItem> items) {
        return query(
                        FINISH,
                        statement -> bind(statement, items, WorkItem::key).bind("$4", uuids(items, WorkItem::lease)),
                        WorkTable::key)
                .collect(Collectors.toSet())
                .map(again -> item -> again.contains(item.key()));
    }

    private Mono<Function<WorkItem.Key, Boolean>> forget(List<WorkItem.Key> keys) {
        return query(FORGET, statement -> bind(statement, keys, Function.identity()), row -> row)
                .then(Mono.just(key -> true));
    }

    private <T> Flux<T> query(String sql, UnaryOperator<Statement> binding, Function<Row, T> reading) {
        return Flux.usingWhen(
                pool.create(),
                connection -> Statements.rows(binding.apply(connection.createStatement(sql)), reading),
                Connection::close);
    }

    private static <T> Statement bind(Statement statement, List<T> rows, Function<T, WorkItem.Key> key) {
        return statement
                .bind("$1", texts(rows, row -> key.apply(row).process()))
                .bind("$2", texts(rows, row -> key.apply(row).instance()))
                .bind("$3", texts(rows, row -> key.apply(row).task()));
    }

    private static WorkItem item(Row row) {
        return new WorkItem(
                key(row),
                Objects.requireNonNull(row.get("lease", UUID.class)),
                Objects.requireNonNull(row.get("attempts", Integer.class)));
    }

    private static WorkItem.Key key(Row row) {
        return new WorkItem.Key(text(row, "process"), text(row, "instance"), text(row, "task"), text(row, "port"));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private record Planned(WorkItem.Key key, Instant at) {}
}
