package dev.millrace.eventstore.chain;

import dev.millrace.eventstore.Statements;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The calls to the database that concern the chain; each borrows a connection and gives it back. */
final class ChainTable {

    private static final String BLOCK =
            "number, first_position, last_position, timestamptz_send(sealed_at), digests, hash";
    private static final String STATE = "select coalesce((select bool_or(enabled) from millrace_events.chain), false),"
            + " (select coalesce(min(position), 1) from millrace_events.events),"
            + " (select coalesce(max(position), 0) from millrace_events.events), b.* from (select) one left join lateral"
            + " (select " + BLOCK + " from millrace_events.blocks order by number desc limit 1) b on true";
    private static final String BLOCKS = "select " + BLOCK + " from (select *,"
            + " sum(last_position - first_position + 1) over (order by number) - (last_position - first_position + 1) as before"
            + " from (select * from millrace_events.blocks where number > $1 and number <= $2 order by number limit 2000) b) b"
            + " where before < 20000 order by number";
    private static final String ONE_BLOCK = "select " + BLOCK + " from millrace_events.blocks where number = $1";
    private static final String EVENTS = "select " + Found.COLUMNS
            + " from millrace_events.events e where e.position > $1 and e.position <= $2 order by e.position";
    private static final String LARGEST = "select coalesce(max(octet_length(payload) + octet_length(metadata)), 0)"
            + " from millrace_events.events where position > $1 and position <= $2";
    private static final String WHERE_IT_BELONGS = "select first_position + (position($1 in digests) - 1) / 32"
            + " from millrace_events.blocks where position($1 in digests) > 0 order by number limit 1";
    private static final String STRAY_TAG = "select t.position, t.tag from millrace_events.event_tags t"
            + " left join millrace_events.events e on e.position = t.position"
            + " where e.position is null or not t.tag = any (e.tags) order by t.position limit 1";
    private static final String SEAL = "select sealed, done from millrace_events.seal($1)";
    private static final String DISABLE = "update millrace_events.chain set enabled = false";

    /** Fetched at a time: a payload may be a megabyte, and rarely is. */
    private static final int FETCHED_BYTES = 8 << 20;

    private static final int FETCHED_ROWS = 1_000;

    private final Statements statements;

    ChainTable(ConnectionFactory connections) {
        this.statements = new Statements(connections);
    }

    /** @param lowest position of the first event; 1 if there is none */
    record Opening(
            boolean enabled,
            long lowest,
            long highest,
            @Nullable Block last) {}

    record Sealed(long upTo, boolean done) {}

    record StrayTag(long position, String tag) {}

    Mono<Opening> opening() {
        return statements
                .query(
                        connection -> connection.createStatement(STATE),
                        row -> new Opening(
                                Statements.required(row, 0, Boolean.class),
                                Statements.required(row, 1, Long.class),
                                Statements.required(row, 2, Long.class),
                                row.get(3) == null ? null : block(row, 3)))
                .single();
    }

    /** The blocks after {@code number}, up to {@code last}: as many as cover about 20,000 events, at least one if there are any. */
    Flux<Block> blocks(long number, long last) {
        return statements.query(
                connection -> connection.createStatement(BLOCKS).bind(0, number).bind(1, last), row -> block(row, 0));
    }

    Mono<Block> block(long number) {
        return statements
                .query(connection -> connection.createStatement(ONE_BLOCK).bind(0, number), row -> block(row, 0))
                .singleOrEmpty();
    }

    /** The events beyond {@code after} and up to {@code upTo}, in order, read as demanded, about 8 MiB at a time. */
    Flux<Found> events(long after, long upTo) {
        return statements
                .query(
                        connection -> connection
                                .createStatement(LARGEST)
                                .bind(0, after)
                                .bind(1, upTo),
                        row -> Statements.required(row, 0, Integer.class))
                .single()
                .flatMapMany(largest ->
                        events(after, upTo, Math.clamp(FETCHED_BYTES / Math.max(1, largest), 1, FETCHED_ROWS)));
    }

    /** By positions rather than by number: of two rows at one position none is to be passed over. */
    private Flux<Found> events(long after, long upTo, int positions) {
        Flux<Long> starts = Flux.generate(() -> after, (start, next) -> {
            if (start < upTo) {
                next.next(start);
            } else {
                next.complete();
            }
            return start + positions;
        });
        return starts.concatMap(start -> slice(start, Math.min(start + positions, upTo)), 0)
                .concatMapIterable(Function.identity(), 1);
    }

    private Mono<List<Found>> slice(long after, long upTo) {
        return statements
                .query(
                        connection -> connection
                                .createStatement(EVENTS)
                                .bind(0, after)
                                .bind(1, upTo),
                        Found::from)
                .collectList();
    }

    /** The position that a block gives to the event of that digest. */
    Mono<Long> whereItBelongs(byte[] digest) {
        return statements
                .query(
                        connection ->
                                connection.createStatement(WHERE_IT_BELONGS).bind(0, ByteBuffer.wrap(digest)),
                        row -> Statements.required(row, 0, Long.class))
                .singleOrEmpty();
    }

    /** The first entry in the index of tags that no event accounts for. */
    Mono<StrayTag> strayTag() {
        return statements
                .query(
                        connection -> connection.createStatement(STRAY_TAG),
                        row -> new StrayTag(
                                Statements.required(row, 0, Long.class), Statements.required(row, 1, String.class)))
                .singleOrEmpty();
    }

    Mono<Sealed> seal(long atMost) {
        return statements
                .query(
                        connection -> connection.createStatement(SEAL).bind(0, atMost),
                        row -> new Sealed(
                                Statements.required(row, 0, Long.class), Statements.required(row, 1, Boolean.class)))
                .single();
    }

    Mono<Void> disable() {
        return statements
                .update(connection -> connection.createStatement(DISABLE))
                .then();
    }

    private static Block block(Readable row, int from) {
        return new Block(
                Statements.required(row, from, Long.class),
                Statements.required(row, from + 1, Long.class),
                Statements.required(row, from + 2, Long.class),
                ByteBuffer.wrap(Statements.required(row, from + 3, byte[].class))
                        .getLong(),
                Statements.required(row, from + 4, byte[].class),
                Statements.required(row, from + 5, byte[].class));
    }
}
