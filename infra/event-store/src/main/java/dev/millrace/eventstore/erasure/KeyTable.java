package dev.millrace.eventstore.erasure;

import dev.millrace.eventstore.Statements;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The calls to the database that concern subjects' keys; each is one statement on a connection that is given back. */
final class KeyTable {

    private static final String COLUMNS = "subject, key_id, master_key, wrapped_key";
    private static final String BY_SUBJECT =
            "select " + COLUMNS + " from millrace_events.subject_keys where subject = any ($1)";
    private static final String BY_ID =
            "select " + COLUMNS + " from millrace_events.subject_keys where key_id = any ($1)";

    /** The update changes nothing, but has the row of who was quicker returned. Sorted, so that no two wait for each other. */
    private static final String CREATE = """
            insert into millrace_events.subject_keys as there (subject, key_id, master_key, wrapped_key)
            select subject, key_id, master_key, decode(wrapped_key, 'base64')
              from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as made (subject, key_id, master_key, wrapped_key)
             order by subject collate "C"
            on conflict (subject) do update set subject = there.subject
            returning\s""" + COLUMNS;

    private static final String DESTROY = """
            insert into millrace_events.subject_keys as there (subject, key_id, destroyed_at) values ($1, $2, clock_timestamp())
            on conflict (subject) do update set master_key = null, wrapped_key = null, destroyed_at = clock_timestamp()
             where there.destroyed_at is null""";

    private static final String DESTROYED_AT =
            "select destroyed_at from millrace_events.subject_keys where subject = $1 and destroyed_at is not null";
    private static final String WRAPPED_BY_OTHERS = "select " + COLUMNS + " from millrace_events.subject_keys"
            + " where master_key <> $1 and subject > $2 order by subject limit 500";

    private static final String REWRAP = """
            update millrace_events.subject_keys there
               set master_key = made.master_key, wrapped_key = decode(made.wrapped_key, 'base64')
              from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as made (subject, key_id, master_key, wrapped_key)
             where there.subject = made.subject and there.key_id = made.key_id and there.destroyed_at is null""";

    /** States folded from events that bear sealed values of the subject, under whichever of their tags. */
    private static final String FORGET_STATES = """
            delete from millrace_events.snapshots s
             where s.tag = $1 or s.tag in (
                select unnest(e.tags) from millrace_events.event_tags t join millrace_events.events e on e.position = t.position
                 where t.tag = $1 and position($2 in e.payload) > 0)""";

    /** The same for all who were erased a while ago or later. */
    private static final String FORGET_RECENT_STATES = """
            delete from millrace_events.snapshots s
             where s.tag in (
                select k.subject from millrace_events.subject_keys k where k.destroyed_at > now() - make_interval(secs => $1)
                union
                select unnest(e.tags) from millrace_events.subject_keys k
                  join millrace_events.event_tags t on t.tag = k.subject
                  join millrace_events.events e on e.position = t.position
                 where k.destroyed_at > now() - make_interval(secs => $1) and position($2 in e.payload) > 0)""";

    private static final String COUNT_DESTROYED =
            "select count(*) from millrace_events.subject_keys where destroyed_at is not null";

    private final Statements statements;

    KeyTable(ConnectionFactory connections) {
        this.statements = new Statements(connections);
    }

    /** @param wrapped null, as is the master key, if the key is destroyed */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(String subject, UUID id, @Nullable String master, byte @Nullable [] wrapped) {}

    Flux<Row> bySubject(Collection<String> subjects) {
        return statements.query(
                connection -> connection.createStatement(BY_SUBJECT).bind(0, subjects.toArray(String[]::new)),
                KeyTable::row);
    }

    Flux<Row> byId(Collection<UUID> ids) {
        return statements.query(
                connection -> connection.createStatement(BY_ID).bind(0, ids.toArray(UUID[]::new)), KeyTable::row);
    }

    /** Keeps the rows, or gives those that are there. */
    Flux<Row> create(List<Row> rows) {
        return statements.query(connection -> bind(connection.createStatement(CREATE), rows), KeyTable::row);
    }

    /** @param id for who never had a key */
    Mono<Void> destroy(String subject, UUID id) {
        return statements
                .update(connection ->
                        connection.createStatement(DESTROY).bind(0, subject).bind(1, id))
                .then();
    }

    Mono<Instant> destroyedAt(String subject) {
        return statements
                .query(
                        connection -> connection.createStatement(DESTROYED_AT).bind(0, subject),
                        row -> Statements.required(row, 0, Instant.class))
                .singleOrEmpty();
    }

    Mono<List<Row>> wrappedByOthers(String master, String after) {
        return statements
                .query(
                        connection -> connection
                                .createStatement(WRAPPED_BY_OTHERS)
                                .bind(0, master)
                                .bind(1, after),
                        KeyTable::row)
                .collectList();
    }

    Mono<Long> rewrap(List<Row> rows) {
        return statements.update(connection -> bind(connection.createStatement(REWRAP), rows));
    }

    Mono<Void> forgetStates(String subject, byte[] mark) {
        return statements
                .update(connection -> connection
                        .createStatement(FORGET_STATES)
                        .bind(0, subject)
                        .bind(1, java.nio.ByteBuffer.wrap(mark)))
                .then();
    }

    Mono<Void> forgetStates(Duration since, byte[] mark) {
        return statements
                .update(connection -> connection
                        .createStatement(FORGET_RECENT_STATES)
                        .bind(0, (double) since.toSeconds())
                        .bind(1, java.nio.ByteBuffer.wrap(mark)))
                .then();
    }

    Mono<Long> countDestroyed() {
        return statements
                .query(
                        connection -> connection.createStatement(COUNT_DESTROYED),
                        row -> Statements.required(row, 0, Long.class))
                .single();
    }

    /** Texts, since the driver knows no arrays of bytes. */
    private static Statement bind(Statement statement, List<Row> rows) {
        return statement
                .bind(0, rows.stream().map(Row::subject).toArray(String[]::new))
                .bind(1, rows.stream().map(Row::id).toArray(UUID[]::new))
                .bind(2, rows.stream().map(Row::master).toArray(String[]::new))
                .bind(
                        3,
                        rows.stream()
                                .map(row -> Base64.getEncoder().encodeToString(Objects.requireNonNull(row.wrapped())))
                                .toArray(String[]::new));
    }

    private static Row row(Readable row) {
        return new Row(
                Statements.required(row, 0, String.class),
                Statements.required(row, 1, UUID.class),
                row.get(2, String.class),
                row.get(3, byte[].class));
    }
}
