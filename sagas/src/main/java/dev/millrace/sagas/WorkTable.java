package dev.millrace.sagas;

import static dev.millrace.connections.Columns.texts;
import static dev.millrace.connections.Columns.uuids;

import dev.millrace.connections.GroupCommit;
import dev.millrace.eventstore.Statements;
import dev.millrace.id.OrderId;
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
 * The table {@code sagas.work}. Who takes a row holds it for the length of a lease, counted by the database's clock; others
 * pass it over meanwhile. Writes share statements, and lock rows in the order of their keys. Non-blocking, thread-safe.
 */
final class WorkTable {

    private static final String TAKE_NEW = """
            INSERT INTO sagas.work AS held (order_id, operation, due_at, lease, correlation_id)
            SELECT order_id, operation, now() + $5 * interval '1 ms', lease, correlation_id
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[])
                AS new (order_id, operation, correlation_id, lease)
             ORDER BY order_id, operation
            ON CONFLICT (order_id, operation) DO UPDATE SET
                due_at = CASE WHEN held.lease IS NULL OR held.due_at <= now() THEN excluded.due_at ELSE held.due_at END,
                lease = CASE WHEN held.lease IS NULL OR held.due_at <= now() THEN excluded.lease ELSE held.lease END,
                again_at = CASE WHEN held.lease IS NULL OR held.due_at <= now() THEN NULL ELSE now() END,
                correlation_id = excluded.correlation_id
            RETURNING order_id, operation, lease""";

    private static final String PLAN = """
            INSERT INTO sagas.work AS held (order_id, operation, due_at, correlation_id)
            SELECT order_id, operation, to_timestamp(due_millis / 1000.0), correlation_id
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[])
                AS new (order_id, operation, correlation_id, due_millis)
             ORDER BY order_id, operation
            ON CONFLICT (order_id, operation) DO UPDATE SET
                due_at = CASE WHEN held.lease IS NULL THEN excluded.due_at ELSE held.due_at END,
                again_at = CASE WHEN held.lease IS NULL THEN NULL ELSE excluded.due_at END,
                correlation_id = excluded.correlation_id""";

    private static final String TAKE_DUE = """
            UPDATE sagas.work SET lease = $2, due_at = now() + $3 * interval '1 ms', again_at = NULL
              FROM (SELECT order_id, operation FROM sagas.work
                     WHERE due_at <= now() AND (operation = 'expiry') = $4
                     ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS due
             WHERE work.order_id = due.order_id AND work.operation = due.operation
            RETURNING work.order_id, work.operation, work.correlation_id""";

    /**
     * Locks the rows first, and goes by what they say then: somebody may be just about to commit that the work is to be done again. The
     * two halves by themselves would see the rows as they were before, and neither would take such a one.
     */
    private static final String FINISH = """
            WITH finished AS MATERIALIZED (
                SELECT work.order_id, work.operation, work.again_at
                  FROM sagas.work
                  JOIN unnest($1::uuid[], $2::text[], $3::uuid[]) AS mine (order_id, operation, lease)
                    ON work.order_id = mine.order_id AND work.operation = mine.operation AND work.lease = mine.lease
                 ORDER BY work.order_id, work.operation FOR UPDATE OF work),
            deleted AS (
                DELETE FROM sagas.work USING finished
                 WHERE work.order_id = finished.order_id AND work.operation = finished.operation
                   AND finished.again_at IS NULL)
            UPDATE sagas.work SET lease = NULL, due_at = finished.again_at, again_at = NULL FROM finished
             WHERE work.order_id = finished.order_id AND work.operation = finished.operation
               AND finished.again_at IS NOT NULL
            RETURNING work.order_id, work.operation""";

    private static final String FORGET = """
            WITH gone AS MATERIALIZED (
                SELECT work.order_id, work.operation
                  FROM sagas.work
                  JOIN unnest($1::uuid[], $2::text[]) AS named (order_id, operation)
                    ON work.order_id = named.order_id AND work.operation = named.operation AND work.lease IS NULL
                 ORDER BY work.order_id, work.operation FOR UPDATE OF work)
            DELETE FROM sagas.work USING gone
             WHERE work.order_id = gone.order_id AND work.operation = gone.operation""";

    private static final String POSTPONE = """
            UPDATE sagas.work SET lease = NULL, due_at = now() + $4 * interval '1 ms', again_at = NULL
             WHERE order_id = $1 AND operation = $2 AND lease = $3""";

    private static final String OVERDUE = "SELECT count(*) FROM sagas.work WHERE due_at <= now() - interval '5 s'";

    private final ConnectionPool pool;
    private final Duration lease;
    private final GroupCommit<WorkItem, Boolean> taking =
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
    Mono<WorkItem> takeNew(WorkItem.Key key, Trace trace) {
        var item = new WorkItem(key, UUID.randomUUID(), trace);
        return taking.write(item).filter(Boolean::booleanValue).map(_ -> item);
    }

    /** Enters work for later, or moves it if it is there and nobody is at it. */
    Mono<Void> plan(WorkItem.Key key, Instant at, Trace trace) {
        return planning.write(new Planned(key, at, trace)).then();
    }

    /** Takes what is due, {@code most} at the most: reservations' ends, or else gateway work. */
    Flux<WorkItem> takeDue(boolean expiries, int most) {
        UUID mine = UUID.randomUUID();
        return query(
                TAKE_DUE,
                statement -> statement
                        .bind("$1", most)
                        .bind("$2", mine)
                        .bind("$3", lease.toMillis())
                        .bind("$4", expiries),
                row -> new WorkItem(key(row), mine, new Trace(text(row, "correlation_id"))));
    }

    /** Strikes out work that was done; true if it is to be done again. Nothing happens if the lease has run out. */
    Mono<Boolean> finish(WorkItem item) {
        return finishing.write(item);
    }

    Mono<Void> forget(WorkItem.Key key) {
        return forgetting.write(key).then();
    }

    /** Gives work back for later. */
    Mono<Void> postpone(WorkItem item, Duration delay) {
        return query(
                        POSTPONE,
                        statement -> statement
                                .bind("$1", item.key().orderId().value())
                                .bind("$2", item.key().operation())
                                .bind("$3", item.lease())
                                .bind("$4", delay.toMillis()),
                        row -> row)
                .then();
    }

    /** How much has been due for five seconds or longer, and isn't done. */
    Mono<Long> overdue() {
        return query(OVERDUE, statement -> statement, row -> Objects.requireNonNull(row.get(0, Long.class)))
                .next();
    }

    private Mono<Function<WorkItem, Boolean>> takeNew(List<WorkItem> items) {
        record Taken(WorkItem.Key key, UUID lease) {}
        return query(
                        TAKE_NEW,
                        statement -> bind(statement, items, WorkItem::key, WorkItem::trace)
                                .bind("$4", uuids(items, WorkItem::lease))
                                .bind("$5", lease.toMillis()),
                        row -> new Taken(key(row), row.get("lease", UUID.class)))
                .collect(Collectors.toSet())
                .map(taken -> item -> taken.contains(new Taken(item.key(), item.lease())));
    }

    private Mono<Function<Planned, Boolean>> plan(List<Planned> rows) {
        Long[] due = rows.stream().map(row -> row.at().toEpochMilli()).toArray(Long[]::new);
        return query(
                        PLAN,
                        statement -> bind(statement, rows, Planned::key, Planned::trace)
                                .bind("$4", due),
                        row -> row)
                .then(Mono.just(row -> true));
    }

    private Mono<Function<WorkItem, Boolean>> finish(List<WorkItem> items) {
        return query(
                        FINISH,
                        statement -> bind(statement, items, WorkItem::key).bind("$3", uuids(items, WorkItem::lease)),
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

    private static <T> Statement bind(
            Statement statement, List<T> rows, Function<T, WorkItem.Key> key, Function<T, Trace> trace) {
        return bind(statement, rows, key)
                .bind("$3", texts(rows, row -> trace.apply(row).correlationId()));
    }

    private static <T> Statement bind(Statement statement, List<T> rows, Function<T, WorkItem.Key> key) {
        UUID[] orders =
                rows.stream().map(row -> key.apply(row).orderId().value()).toArray(UUID[]::new);
        return statement
                .bind("$1", orders)
                .bind("$2", texts(rows, row -> key.apply(row).operation()));
    }

    private static WorkItem.Key key(Row row) {
        return new WorkItem.Key(
                new OrderId(Objects.requireNonNull(row.get("order_id", UUID.class))), text(row, "operation"));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private record Planned(WorkItem.Key key, Instant at, Trace trace) {}
}
