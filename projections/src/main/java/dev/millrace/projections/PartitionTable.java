package dev.millrace.projections;

import static dev.millrace.projections.Columns.column;
import static java.util.Objects.requireNonNull;

import dev.millrace.readmodels.Projection;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of partitions: which generation each writes to, and how far it is. */
final class PartitionTable {
    private final Transactions transactions;

    PartitionTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @param position up to which everything is applied, as last saved */
    record Partition(int number, long generation, long position) {}

    /** Adds what is missing, on the active generation, and takes away what the bus no longer has. */
    Mono<Void> ensure(Projection projection, int partitions) {
        return transactions
                .run(connection -> Transactions.update(
                                connection,
                                "delete from projections.partitions where projection = $1 and partition >= $2",
                                projection.text(),
                                partitions)
                        .then(Transactions.update(connection, """
                        insert into projections.partitions (projection, partition, generation)
                        select $1, p, g.generation from generate_series(0, $2 - 1) p, projections.generations g
                        where g.projection = $1 and g.state = 'active'
                        on conflict do nothing
                        """, projection.text(), partitions)))
                .then();
    }

    Flux<Partition> of(Projection projection) {
        return transactions.query(
                row -> new Partition(
                        requireNonNull(row.get(0, Integer.class)),
                        requireNonNull(row.get(1, Long.class)),
                        requireNonNull(row.get(2, Long.class))),
                "select partition, generation, position from projections.partitions where projection = $1",
                projection.text());
    }

    Mono<Void> save(Projection projection, Map<Integer, Long> positions) {
        return transactions
                .update(
                        """
                        update projections.partitions p set position = u.position, updated_at = now()
                        from unnest($2::int[], $3::bigint[]) as u(partition, position)
                        where p.projection = $1 and p.partition = u.partition and p.position < u.position
                        """,
                        projection.text(),
                        column(Integer.class, positions.entrySet(), Map.Entry::getKey),
                        column(Long.class, positions.entrySet(), Map.Entry::getValue))
                .then();
    }

    /**
     * From now on the partition writes to {@code generation}.
     *
     * @param leftAt position up to which the one before has everything; kept of the one that answers, not of one that was given
     *     up while it was built
     */
    Mono<Void> move(Projection projection, int partition, long generation, long leftAt) {
        return transactions
                .update("""
                        update projections.partitions p set generation = $3, left_at = case when exists (
                            select from projections.generations g
                            where g.projection = p.projection and g.generation = p.generation and g.state = 'active')
                            then $4 else left_at end
                        where projection = $1 and partition = $2 and generation < $3
                        """, projection.text(), partition, generation, leftAt)
                .then();
    }
}
