package dev.millrace.processes;

import static dev.millrace.eventstore.Columns.texts;

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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The table {@code processes.instances}: where each instance stands, for lists. A row follows the log: what an earlier event would write is
 * passed over. Writes share statements. Non-blocking, thread-safe.
 */
final class InstanceTable {

    private static final String STANDS = """
            INSERT INTO processes.instances AS held (process, instance, state, code, detail, position, since)
            SELECT process, instance, state, nullif(code, ''), nullif(detail, ''), position, now()
              FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
                AS new (process, instance, state, code, detail, position)
             ORDER BY process, instance
            ON CONFLICT (process, instance) DO UPDATE SET
                state = excluded.state, code = excluded.code, detail = excluded.detail,
                position = excluded.position, since = excluded.since
             WHERE held.position < excluded.position""";

    private static final String COLUMNS = "SELECT process, instance, state, code, detail, position, since ";

    private static final String LIST = COLUMNS + """
             FROM processes.instances
             WHERE process = $1 AND state = $2 AND ($3 = '' OR code = $3) AND (position, instance) > ($4, $5)
             ORDER BY position, instance LIMIT $6""";

    private static final String ONE = COLUMNS + "FROM processes.instances WHERE process = $1 AND instance = $2";

    private static final String PARKED =
            "SELECT count(*) FROM processes.instances WHERE process = $1 AND state = 'parked'";

    private static final String PURGE = """
            DELETE FROM processes.instances WHERE (process, instance) IN (
                SELECT process, instance FROM processes.instances
                 WHERE state = 'ended' AND since < now() - $1 * interval '1 ms' LIMIT $2)""";

    private final ConnectionPool pool;
    private final GroupCommit<Standing, Boolean> standing =
            new GroupCommit<>(Standing::key, this::write, GroupCommit.UNHURRIED);

    InstanceTable(ConnectionPool pool) {
        this.pool = pool;
    }

    /** It has begun, or goes on. */
    Mono<Void> waits(String process, String instance, long position) {
        return write(new Standing(process, instance, InstanceState.WAITING, "", "", position));
    }

    Mono<Void> parked(String process, String instance, long position, String code, String detail) {
        return write(new Standing(process, instance, InstanceState.PARKED, code, detail, position));
    }

    /** @param reason why, if it was given up; empty if it came to its end */
    Mono<Void> ended(String process, String instance, long position, String reason) {
        return write(new Standing(process, instance, InstanceState.ENDED, "", reason, position));
    }

    /**
     * Those of a state, in the order in which they came to it, beyond a place.
     *
     * @param code empty for any
     */
    Flux<ProcessInstance> list(
            String process, InstanceState state, String code, long afterPosition, String afterInstance, int most) {
        return query(
                LIST,
                statement -> statement
                        .bind("$1", process)
                        .bind("$2", state.word())
                        .bind("$3", code)
                        .bind("$4", afterPosition)
                        .bind("$5", afterInstance)
                        .bind("$6", most),
                InstanceTable::instance);
    }

    Mono<ProcessInstance> one(String process, String instance) {
        return query(ONE, statement -> statement.bind("$1", process).bind("$2", instance), InstanceTable::instance)
                .singleOrEmpty();
    }

    Mono<Long> parked(String process) {
        return query(
                        PARKED,
                        statement -> statement.bind("$1", process),
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .single();
    }

    /** Forgets {@code most} at the most of those that ended longer ago than {@code retention}; how many it were. */
    Mono<Long> purge(Duration retention, int most) {
        return Mono.usingWhen(
                pool.create(),
                connection -> Statements.changed(connection
                        .createStatement(PURGE)
                        .bind("$1", retention.toMillis())
                        .bind("$2", most)),
                Connection::close);
    }

    private Mono<Void> write(Standing row) {
        return standing.write(row).then();
    }

    private Mono<Function<Standing, Boolean>> write(List<Standing> rows) {
        Long[] positions = rows.stream().map(Standing::position).toArray(Long[]::new);
        return query(
                        STANDS,
                        statement -> statement
                                .bind("$1", texts(rows, Standing::process))
                                .bind("$2", texts(rows, Standing::instance))
                                .bind("$3", texts(rows, row -> row.state().word()))
                                .bind("$4", texts(rows, Standing::code))
                                .bind("$5", texts(rows, Standing::detail))
                                .bind("$6", positions),
                        row -> row)
                .then(Mono.just(row -> true));
    }

    private <T> Flux<T> query(String sql, UnaryOperator<Statement> binding, Function<Row, T> reading) {
        return Flux.usingWhen(
                pool.create(),
                connection -> Statements.rows(binding.apply(connection.createStatement(sql)), reading),
                Connection::close);
    }

    private static ProcessInstance instance(Row row) {
        return new ProcessInstance(
                text(row, "process"),
                text(row, "instance"),
                InstanceState.of(text(row, "state")),
                row.get("code", String.class),
                row.get("detail", String.class),
                Objects.requireNonNull(row.get("position", Long.class)),
                Objects.requireNonNull(row.get("since", Instant.class)));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private record Standing(
            String process, String instance, InstanceState state, String code, String detail, long position) {

        Object key() {
            return List.of(process, instance);
        }
    }
}
