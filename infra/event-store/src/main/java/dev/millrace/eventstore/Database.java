package dev.millrace.eventstore;

import dev.millrace.eventstore.AppendCondition.Check;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the log asks of the database. */
final class Database {

    private static final String APPEND = "select base, rejected from millrace_events.append"
            + "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    private static final String EVENT_COLUMNS = "position, event_id, type, version, ts, payload, metadata, tags";
    private static final String READ = "select " + EVENT_COLUMNS + " from millrace_events.read($1, $2, $3, $4, $5, $6)";
    private static final String FIND = "select position, event_id, type, version, ts, payload, metadata,"
            + " array_to_string(tags, E'\\x1f') from millrace_events.events where event_id = $1";
    private static final String HEAD = "select coalesce(max(position), 0) from millrace_events.events";
    private static final String POSITION_AT = "select millrace_events.position_at($1)";
    private static final String POSITIONS =
            "select event_id, position from millrace_events.events where event_id = any ($1)";

    private final Statements statements;

    Database(Statements statements) {
        this.statements = statements;
    }

    /**
     * Completes only when the server is ready for the next query, hence after the commit. Errors before the batch is sent are
     * {@link EventStoreUnavailableException}; all others come as the driver gives them.
     */
    Mono<AppendBatch.Answer> append(AppendBatch batch) {
        return statements
                .lend(connection ->
                        Statements.rows(batch.bind(connection.createStatement(APPEND)), AppendBatch.Answer::from))
                .single();
    }

    Flux<Sourced> source(List<Check> checks, long upTo, long limit) {
        CheckColumns columns = new CheckColumns();
        for (Check check : checks) {
            columns.add(0, check);
        }
        return statements.query(
                connection -> connection
                        .createStatement(READ)
                        .bind(0, columns.positions())
                        .bind(1, columns.tags())
                        .bind(2, columns.types())
                        .bind(3, columns.typeSets())
                        .bind(4, upTo)
                        .bind(5, limit),
                Database::sourced);
    }

    Mono<Page> page(Criteria criteria, long after, long upTo, PageSize size) {
        return page(criteria, after, upTo, size.events(), size.bytes()).doOnNext(size::learn);
    }

    Mono<Page> page(Criteria criteria, long after, long upTo, int limit, long bytes) {
        return source(AppendCondition.unchanged(criteria, after).checks(), upTo, limit)
                .collect(() -> new Page.Builder(limit, bytes), Page.Builder::add)
                .map(Page.Builder::build);
    }

    Mono<StoredEvent> find(UUID eventId) {
        return statements
                .query(connection -> connection.createStatement(FIND).bind(0, eventId), StoredEvent::from)
                .singleOrEmpty();
    }

    Mono<Long> head() {
        return statements
                .query(connection -> connection.createStatement(HEAD), row -> Statements.required(row, 0, Long.class))
                .single();
    }

    Mono<Long> positionAt(Instant instant) {
        return statements
                .query(
                        connection -> connection.createStatement(POSITION_AT).bind(0, instant),
                        row -> Statements.required(row, 0, Long.class))
                .single();
    }

    Mono<Map<UUID, Long>> positions(List<UUID> eventIds) {
        return statements
                .query(
                        connection -> connection.createStatement(POSITIONS).bind(0, eventIds.toArray(UUID[]::new)),
                        row -> Map.entry(
                                Statements.required(row, 0, UUID.class), Statements.required(row, 1, Long.class)))
                .collect(HashMap::new, (map, entry) -> map.put(entry.getKey(), entry.getValue()));
    }

    private static Sourced sourced(Readable row) {
        return row.get(1) == null
                ? new Sourced.End(Statements.required(row, 0, Long.class))
                : new Sourced.Event(StoredEvent.from(row));
    }

    /**
     * @param bytes what the events take up, some
     * @param reached every matching event up to here is on this page or an earlier one
     */
    record Page(List<StoredEvent> events, long bytes, long reached, boolean full) {

        static final class Builder {
            private final int limit;
            private final long mostBytes;
            private final List<StoredEvent> events = new ArrayList<>();
            private long bytes;
            private long head;
            private boolean full;

            Builder(int limit, long mostBytes) {
                this.limit = limit;
                this.mostBytes = mostBytes;
            }

            void add(Sourced sourced) {
                switch (sourced) {
                    case Sourced.Event(StoredEvent event) -> add(event);
                    case Sourced.End(long last) -> head = last;
                }
            }

            private void add(StoredEvent event) {
                full |= !events.isEmpty() && bytes + event.size() > mostBytes;
                if (!full) {
                    events.add(event);
                    bytes += event.size();
                    full = events.size() >= limit;
                }
            }

            Page build() {
                return new Page(events, bytes, full ? events.getLast().position() : head, full);
            }
        }
    }
}
