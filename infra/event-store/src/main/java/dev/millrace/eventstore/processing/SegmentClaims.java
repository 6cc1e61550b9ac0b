package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.Statements;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.axon.TokenJson;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds all segments of a processor, and what is parked of it, while something is done that no instance may disturb. Claims are those of
 * the token store: processors wait for them, and take them over if they are not renewed.
 */
final class SegmentClaims {

    private static final String TOKENS = "millrace_events.tokens";
    /** The processor, and its further components. */
    private static final String PARKED_AS =
            " (processor = $1 or starts_with(processor, $1) and substr(processor, length($1) + 1) ~ '^\\[[0-9]+]$')";

    private static final String LOCK = "select segment, mask, token, token_type,"
            + " case when touched_at >= clock_timestamp() - $2 * interval '1 millisecond' then owner end from " + TOKENS
            + " where processor = $1 order by segment for update";
    private static final String CLAIM =
            "update " + TOKENS + " set owner = $2, touched_at = clock_timestamp() where processor = $1";
    private static final String CLAIM_PARKED =
            "update millrace_events.parked_sequences set claim = $2, claimed_by = $3,"
                    + " claimed_until = clock_timestamp() + $4 * interval '1 millisecond'"
                    + " where (claim is null or claimed_until < clock_timestamp()) and" + PARKED_AS;
    private static final String RETRIED =
            "select claimed_by from millrace_events.parked_sequences where claim <> $2 and" + PARKED_AS + " limit 1";
    private static final String RENEW =
            "update " + TOKENS + " set touched_at = clock_timestamp() where processor = $1 and owner = $2";
    private static final String RENEW_PARKED = "update millrace_events.parked_sequences"
            + " set claimed_until = clock_timestamp() + $2 * interval '1 millisecond' where claim = $1";
    private static final String RELEASE = "update " + TOKENS + " set owner = null where processor = $1 and owner = $2";
    private static final String RELEASE_PARKED = "update millrace_events.parked_sequences"
            + " set claim = null, claimed_by = null, claimed_until = null where claim = $1";
    private static final String STORE =
            "update " + TOKENS + " set token = $4, token_type = $5, touched_at = clock_timestamp()"
                    + " where processor = $1 and segment = $2 and owner = $3";
    private static final String FORGET =
            "delete from millrace_events.parked_events where position > $2 and" + PARKED_AS;
    private static final String FORGET_SEQUENCES = "delete from millrace_events.parked_sequences s where not exists ("
            + "select from millrace_events.parked_events p where p.processor = s.processor and p.sequence = s.sequence)"
            + " and" + PARKED_AS;

    private final Statements statements;
    private final String processor;
    private final String owner;
    private final Duration timeout;
    private final UUID claim = UUID.randomUUID();
    private final TokenJson json = new TokenJson();

    SegmentClaims(Statements statements, String processor, PostgresTokenStore tokens, String purpose) {
        this.statements = statements;
        this.processor = processor;
        this.timeout = tokens.claimTimeout();
        this.owner = purpose + " by " + tokens.node() + " " + claim;
    }

    private record Row(SegmentToken token, @Nullable String owner) {}

    /** Does the work while all is held; refused if anything is not to be had. Goes on if the subscriber gives up. */
    <T> Mono<T> whileHeld(Function<List<SegmentToken>, Mono<T>> work) {
        return Mono.fromFuture(
                () -> Mono.usingWhen(
                                statements.inTransaction(this::take),
                                taken -> Mono.firstWithSignal(work.apply(taken), lost(taken.size())),
                                _ -> release(),
                                (_, error) -> release(),
                                _ -> release())
                        .toFuture(),
                true);
    }

    private Mono<List<SegmentToken>> take(Connection connection) {
        return Statements.rows(
                        connection.createStatement(LOCK).bind(0, processor).bind(1, timeout.toMillis()), this::row)
                .collectList()
                .flatMap(rows -> refusal(rows) != null
                        ? Mono.error(Objects.requireNonNull(refusal(rows)))
                        : claim(connection)
                                .thenReturn(rows.stream().map(Row::token).toList()));
    }

    private Row row(Readable row) {
        return new Row(
                new SegmentToken(
                        new Segment(
                                Objects.requireNonNull(row.get(0, Integer.class)),
                                Objects.requireNonNull(row.get(1, Integer.class))),
                        json.read(row.get(2, byte[].class), row.get(3, String.class))),
                row.get(4, String.class));
    }

    private @Nullable RuntimeException refusal(List<Row> rows) {
        if (rows.isEmpty()) {
            return new IllegalArgumentException("Processor " + processor + " has no tokens: it has never run");
        }
        TreeMap<String, List<Integer>> owners = rows.stream()
                .filter(row -> row.owner() != null)
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(row.owner()),
                        TreeMap::new,
                        Collectors.mapping(row -> row.token().segment().getSegmentId(), Collectors.toList())));
        return owners.isEmpty()
                ? null
                : new ProcessorRunningException("Processor " + processor + " is not stopped: its segments are claimed, "
                        + owners.entrySet().stream()
                                .map(entry -> entry.getValue() + " by " + entry.getKey())
                                .collect(Collectors.joining(", ")));
    }

    private Mono<Void> claim(Connection connection) {
        return Statements.changed(
                        connection.createStatement(CLAIM).bind(0, processor).bind(1, owner))
                .then(Statements.changed(connection
                        .createStatement(CLAIM_PARKED)
                        .bind(0, processor)
                        .bind(1, claim)
                        .bind(2, owner)
                        .bind(3, timeout.toMillis())))
                .thenMany(Statements.rows(
                        connection.createStatement(RETRIED).bind(0, processor).bind(1, claim),
                        row -> Objects.requireNonNull(row.get(0, String.class))))
                .next()
                .flatMap(node -> Mono.error(new RetryUnderWayException(
                        "What is parked of processor " + processor + " is being retried by " + node)));
    }

    /** Never completes; fails when a segment is not ours any more. */
    private <T> Mono<T> lost(int segments) {
        return Flux.interval(timeout.dividedBy(3))
                .onBackpressureDrop()
                .concatMap(_ -> statements
                        .update(connection -> connection
                                .createStatement(RENEW_PARKED)
                                .bind(0, claim)
                                .bind(1, timeout.toMillis()))
                        .then(statements.update(connection -> connection
                                .createStatement(RENEW)
                                .bind(0, processor)
                                .bind(1, owner)))
                        .onErrorReturn((long) segments))
                .filter(held -> held < segments)
                .next()
                .flatMap(_ -> Mono.error(new ProcessorRunningException("Segments of processor " + processor
                        + " were taken over, since " + owner + " gave no sign of life for " + timeout)));
    }

    /** Gives up anyhow after the time-out. */
    private Mono<Void> release() {
        return statements
                .update(connection ->
                        connection.createStatement(RELEASE).bind(0, processor).bind(1, owner))
                .then(statements.update(
                        connection -> connection.createStatement(RELEASE_PARKED).bind(0, claim)))
                .onErrorComplete()
                .then();
    }

    /** Sets all tokens, and forgets what is parked of events beyond the position, which come again: both or neither. */
    Mono<Void> store(List<SegmentToken> tokens, long start) {
        return statements.inTransaction(connection -> Flux.fromIterable(tokens)
                .concatMap(token -> store(connection, token))
                .then(Statements.changed(
                        connection.createStatement(FORGET).bind(0, processor).bind(1, start)))
                .then(Statements.changed(
                        connection.createStatement(FORGET_SEQUENCES).bind(0, processor)))
                .then());
    }

    private Mono<Void> store(Connection connection, SegmentToken moved) {
        TrackingToken token = Objects.requireNonNull(moved.token());
        return Statements.changed(connection
                        .createStatement(STORE)
                        .bind(0, processor)
                        .bind(1, moved.segment().getSegmentId())
                        .bind(2, owner)
                        .bind(3, json.write(token))
                        .bind(4, token.getClass().getName()))
                .flatMap(changed -> changed == 1
                        ? Mono.empty()
                        : Mono.error(new ProcessorRunningException(
                                "Segment " + moved.segment() + " of processor " + processor + " was taken over")));
    }
}
