package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.Statements;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.erasure.Sealing;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is parked, as the database keeps it. What must not be torn apart is a function there. */
final class ParkingTable {

    static final String EVENTS = "millrace_events.parked_events";
    static final String SEQUENCES = "millrace_events.parked_sequences";
    static final String OF_SEQUENCE = " where p.processor = $1 and p.sequence = $2";
    static final String STORED =
            "e.position, e.event_id, e.type, e.version, e.ts, e.payload, e.metadata, array_to_string(e.tags, E'\\x1f')";
    static final String JOINED = " from " + EVENTS + " p join millrace_events.events e on e.position = p.position";

    private static final String PARK = "select millrace_events.park($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    private static final String NAMES = "select sequence from " + SEQUENCES + " where processor = $1";
    private static final String FIRST_POSITIONS =
            "select sequence, min(position) from " + EVENTS + " where processor = $1 group by sequence";
    private static final String FIRST =
            "select " + STORED + ", p.replay" + JOINED + OF_SEQUENCE + " order by p.position limit 1";
    private static final String CLAIM = "update " + SEQUENCES + " set claim = $3, claimed_by = $4,"
            + " claimed_until = clock_timestamp() + $5 * interval '1 millisecond'"
            + " where processor = $1 and sequence = $2 and (claim is null or claimed_until < clock_timestamp())";
    private static final String CLAIMED_BY =
            "select coalesce(claimed_by, '') from " + SEQUENCES + " where processor = $1 and sequence = $2";
    private static final String RENEW = "update " + SEQUENCES
            + " set claimed_until = clock_timestamp() + $2 * interval '1 millisecond' where claim = $1";
    private static final String RELEASE =
            "update " + SEQUENCES + " set claim = null, claimed_by = null, claimed_until = null where claim = $1";
    private static final String FAILED = "update " + EVENTS
            + " p set attempts = p.attempts + 1, attempted_at = clock_timestamp(), cause = $4,"
            + " cause_message = case when position($6 in e.payload) = 0 then $5 end from millrace_events.events e, "
            + SEQUENCES + " s" + OF_SEQUENCE + " and p.position = $3 and e.position = p.position"
            + " and s.processor = p.processor and s.sequence = p.sequence and s.claim = $7";
    private static final String UNPARK = "select millrace_events.unpark($1, $2, $3, $4)";
    private static final String DISCARD = "select millrace_events.discard($1, $2, $3)";

    private static final byte[] ENCRYPTED = Sealing.mark();

    private final Statements statements;
    private final String node;

    /** @param node owner of claims */
    ParkingTable(Statements statements, String node) {
        this.statements = statements;
        this.node = node;
    }

    /** Who must own the segment for an event of it to be parked, and under what it is. */
    record Place(String processor, int segment, String parkedAs, String sequence) {}

    /** @param replay the token, if it was handed over in a replay */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Waiting(StoredEvent event, byte @Nullable [] replay) {}

    /** @param cause null to park behind others only; the answer may be that there are none */
    Mono<String> park(
            Place place, long position, byte @Nullable [] replay, @Nullable Cause cause, ParkingSettings settings) {
        return statements
                .query(
                        connection -> {
                            var statement = connection
                                    .createStatement(PARK)
                                    .bind(0, place.processor())
                                    .bind(1, place.segment())
                                    .bind(2, node)
                                    .bind(3, place.parkedAs())
                                    .bind(4, place.sequence())
                                    .bind(5, position);
                            Statements.bind(statement, 6, replay, byte[].class);
                            Statements.bind(statement, 7, cause == null ? null : cause.type(), String.class);
                            Statements.bind(statement, 8, cause == null ? null : cause.message(), String.class);
                            return statement
                                    .bind(9, ENCRYPTED)
                                    .bind(10, settings.maxSequences())
                                    .bind(11, settings.maxEvents());
                        },
                        ParkingTable::text)
                .single();
    }

    Flux<String> names(String parkedAs) {
        return statements.query(connection -> connection.createStatement(NAMES).bind(0, parkedAs), ParkingTable::text);
    }

    /** Of each sequence the position of the first event that waits. */
    Mono<Map<String, Long>> firstPositions(String parkedAs) {
        return statements
                .query(
                        connection ->
                                connection.createStatement(FIRST_POSITIONS).bind(0, parkedAs),
                        row -> Map.entry(text(row), Objects.requireNonNull(row.get(1, Long.class))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Mono<Waiting> first(String parkedAs, String sequence) {
        return statements
                .query(
                        connection -> connection
                                .createStatement(FIRST)
                                .bind(0, parkedAs)
                                .bind(1, sequence),
                        row -> new Waiting(StoredEvent.from(row), row.get(8, byte[].class)))
                .singleOrEmpty();
    }

    /** Whether it is there and was free. */
    Mono<Boolean> claim(String parkedAs, String sequence, UUID claim, Duration timeout) {
        return statements
                .update(connection -> connection
                        .createStatement(CLAIM)
                        .bind(0, parkedAs)
                        .bind(1, sequence)
                        .bind(2, claim)
                        .bind(3, node)
                        .bind(4, timeout.toMillis()))
                .map(claimed -> claimed > 0);
    }

    /** Empty if the sequence isn't there; an empty text if nobody claims it. */
    Mono<String> claimedBy(String parkedAs, String sequence) {
        return statements
                .query(
                        connection -> connection
                                .createStatement(CLAIMED_BY)
                                .bind(0, parkedAs)
                                .bind(1, sequence),
                        ParkingTable::text)
                .singleOrEmpty();
    }

    Mono<Long> renew(UUID claim, Duration timeout) {
        return statements.update(
                connection -> connection.createStatement(RENEW).bind(0, claim).bind(1, timeout.toMillis()));
    }

    Mono<Long> release(UUID claim) {
        return statements.update(
                connection -> connection.createStatement(RELEASE).bind(0, claim));
    }

    Mono<Long> failed(String parkedAs, String sequence, long position, Cause cause, UUID claim) {
        return statements.update(connection -> {
            var statement = connection
                    .createStatement(FAILED)
                    .bind(0, parkedAs)
                    .bind(1, sequence)
                    .bind(2, position)
                    .bind(3, cause.type());
            return Statements.bind(statement, 4, cause.message(), String.class)
                    .bind(5, ENCRYPTED)
                    .bind(6, claim);
        });
    }

    Mono<String> unpark(String parkedAs, String sequence, long position, UUID claim) {
        return statements
                .query(
                        connection -> connection
                                .createStatement(UNPARK)
                                .bind(0, parkedAs)
                                .bind(1, sequence)
                                .bind(2, position)
                                .bind(3, claim),
                        ParkingTable::text)
                .single();
    }

    /** @return how many; empty while they are being handed on */
    Mono<Long> discard(String parkedAs, String sequence, @Nullable Long position) {
        return statements
                .query(
                        connection -> Statements.bind(
                                connection
                                        .createStatement(DISCARD)
                                        .bind(0, parkedAs)
                                        .bind(1, sequence),
                                2,
                                position,
                                Long.class),
                        row -> Optional.ofNullable(row.get(0, Long.class)))
                .single()
                .flatMap(Mono::justOrEmpty);
    }

    static String text(Readable row) {
        return Objects.requireNonNull(row.get(0, String.class));
    }
}
