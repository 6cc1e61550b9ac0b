package dev.millrace.eventstore.processing;

import static dev.millrace.eventstore.processing.ParkingTable.EVENTS;
import static dev.millrace.eventstore.processing.ParkingTable.JOINED;
import static dev.millrace.eventstore.processing.ParkingTable.OF_SEQUENCE;
import static dev.millrace.eventstore.processing.ParkingTable.SEQUENCES;
import static dev.millrace.eventstore.processing.ParkingTable.STORED;
import static dev.millrace.eventstore.processing.ParkingTable.text;

import dev.millrace.eventstore.Statements;
import dev.millrace.eventstore.StoredEvent;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** What is parked, page by page, for those who look after it. */
final class ParkedPages {

    private static final String PARKED =
            STORED + ", p.processor, p.sequence, p.cause, p.cause_message, p.attempts, p.parked_at, p.attempted_at";
    private static final String PAGE =
            "select " + PARKED + JOINED + OF_SEQUENCE + " and p.position > $3 order by p.position limit $4";
    private static final String SEQUENCE_PAGE = "select " + PARKED
            + ", n.events, case when s.claimed_until >= clock_timestamp() then s.claimed_by end from (select * from "
            + SEQUENCES + " where processor = $1 and sequence > $2 order by sequence limit $3) s"
            + " cross join lateral (select count(*) as events, min(position) as first from " + EVENTS
            + " where processor = s.processor and sequence = s.sequence) n"
            + " join " + EVENTS + " p on p.processor = s.processor and p.sequence = s.sequence and p.position = n.first"
            + " join millrace_events.events e on e.position = p.position order by s.sequence";
    private static final String COUNTS = "select processor, count(distinct sequence), count(*) from " + EVENTS
            + " group by processor order by processor";

    private final Statements statements;

    ParkedPages(Statements statements) {
        this.statements = statements;
    }

    Flux<ParkedEvent> page(String parkedAs, String sequence, long after, int limit) {
        return statements.query(
                connection -> connection
                        .createStatement(PAGE)
                        .bind(0, parkedAs)
                        .bind(1, sequence)
                        .bind(2, after)
                        .bind(3, limit),
                ParkedPages::parked);
    }

    Flux<ParkedSequence> sequences(String parkedAs, String after, int limit) {
        return statements.query(
                connection -> connection
                        .createStatement(SEQUENCE_PAGE)
                        .bind(0, parkedAs)
                        .bind(1, after)
                        .bind(2, limit),
                row -> {
                    ParkedEvent first = parked(row);
                    return new ParkedSequence(
                            first.processor(),
                            first.sequence(),
                            Objects.requireNonNull(row.get(15, Long.class)),
                            first,
                            row.get(16, String.class));
                });
    }

    Flux<ParkedCount> counts() {
        return statements.query(
                connection -> connection.createStatement(COUNTS),
                row -> new ParkedCount(
                        text(row),
                        Objects.requireNonNull(row.get(1, Long.class)),
                        Objects.requireNonNull(row.get(2, Long.class))));
    }

    private static ParkedEvent parked(Readable row) {
        String cause = row.get(10, String.class);
        return new ParkedEvent(
                Objects.requireNonNull(row.get(8, String.class)),
                Objects.requireNonNull(row.get(9, String.class)),
                StoredEvent.from(row),
                cause == null ? null : new Cause(cause, row.get(11, String.class)),
                Objects.requireNonNull(row.get(12, Integer.class)),
                Objects.requireNonNull(row.get(13, Instant.class)),
                row.get(14, Instant.class));
    }
}
