package dev.millrace.projections;

import static java.util.Objects.requireNonNull;

import dev.millrace.eventbus.BusEvent;
import dev.millrace.readmodels.Projection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of events that couldn't be applied and of those of the same key behind them. */
final class ParkedTable {

    private final Transactions transactions;

    ParkedTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param cause absent if the event only waits behind another of its key */
    Mono<Void> park(Projection projection, long generation, int partition, BusEvent event, @Nullable String cause) {
        return transactions
                .update(
                        """
                        insert into projections.parked (projection, generation, position, partition, key, event_id, type,
                            version, recorded_at, payload, cause, attempts)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif($11, ''), $12)
                        on conflict do nothing
                        """,
                        projection.text(),
                        generation,
                        event.position(),
                        partition,
                        event.key(),
                        event.id().toString(),
                        event.type(),
                        event.version(),
                        event.recordedAt().atOffset(ZoneOffset.UTC),
                        event.payload(),
                        cause == null ? "" : cause,
                        cause == null ? 0 : 1)
                .then();
    }

    /** Keys of the partition that have parked events. */
    Mono<Set<String>> keys(Projection projection, long generation, int partition) {
        return transactions
                .query(row -> requireNonNull(row.get(0, String.class)), """
                        select distinct key from projections.parked
                        where projection = $1 and generation = $2 and partition = $3
                        """, projection.text(), generation, partition)
                .collect(HashSet::new, Set::add);
    }

    /** Parked events beyond {@code after}, in order. */
    Flux<ParkedEvent> list(Projection projection, long generation, long after, int limit) {
        return transactions.query(ParkedTable::parked, """
                select * from projections.parked where projection = $1 and generation = $2 and position > $3
                order by position limit $4
                """, projection.text(), generation, after, limit);
    }

    /** All of a key, in order. */
    Flux<ParkedEvent> ofKey(Projection projection, long generation, String key) {
        return transactions.query(ParkedTable::parked, """
                select * from projections.parked where projection = $1 and generation = $2 and key = $3
                order by position
                """, projection.text(), generation, key);
    }

    /** Events that somebody asked to retry or to discard, and whose generation their partition writes to. */
    Flux<ParkedEvent> requested(Projection projection) {
        return transactions.query(ParkedTable::parked, """
                select p.* from projections.parked p join projections.partitions a using (projection, partition, generation)
                where projection = $1 and request is not null order by p.position
                """, projection.text());
    }

    /** Asks whoever has the event's partition to retry or to discard it. Answers whether it is parked at all. */
    Mono<Boolean> request(Projection projection, long position, String request) {
        return transactions
                .update(
                        "update projections.parked set request = $3 where projection = $1 and position = $2",
                        projection.text(),
                        position,
                        request)
                .map(rows -> rows > 0);
    }

    Mono<Void> failedAgain(Projection projection, long generation, long position, String cause) {
        return transactions
                .update("""
                        update projections.parked set cause = $4, attempts = attempts + 1, request = null
                        where projection = $1 and generation = $2 and position = $3
                        """, projection.text(), generation, position, cause)
                .then();
    }

    Mono<Void> remove(Projection projection, long generation, long position) {
        return transactions
                .update(
                        "delete from projections.parked where projection = $1 and generation = $2 and position = $3",
                        projection.text(),
                        generation,
                        position)
                .then();
    }

    Mono<Long> count(Projection projection, long generation) {
        return transactions
                .query(
                        row -> requireNonNull(row.get(0, Long.class)),
                        "select count(*) from projections.parked where projection = $1 and generation = $2",
                        projection.text(),
                        generation)
                .single();
    }

    private static ParkedEvent parked(Row row) {
        var event = new BusEvent(
                requireNonNull(row.get("position", Long.class)),
                requireNonNull(row.get("key", String.class)),
                UUID.fromString(requireNonNull(row.get("event_id", String.class))),
                requireNonNull(row.get("type", String.class)),
                requireNonNull(row.get("version", String.class)),
                requireNonNull(row.get("recorded_at", Instant.class)),
                requireNonNull(row.get("payload", byte[].class)),
                null,
                null);
        return new ParkedEvent(
                event,
                requireNonNull(row.get("partition", Integer.class)),
                row.get("cause", String.class),
                requireNonNull(row.get("attempts", Integer.class)),
                requireNonNull(row.get("parked_at", Instant.class)),
                row.get("request", String.class));
    }
}
