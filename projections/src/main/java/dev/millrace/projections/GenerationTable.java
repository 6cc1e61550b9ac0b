package dev.millrace.projections;

import static java.util.Objects.requireNonNull;

import dev.millrace.projections.Generation.State;
import dev.millrace.readmodels.Projection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The table of generations, through which all instances agree on what to write to and what to read. */
final class GenerationTable {
    private final Transactions transactions;
    private final Map<Projection, String> definitions;

    /** @param definitions what generations are made by from now on */
    GenerationTable(Transactions transactions, Map<Projection, String> definitions) {
        this.transactions = transactions;
        this.definitions = Map.copyOf(definitions);
    }

    Mono<List<Generation>> all() {
        return transactions
                .query(
                        GenerationTable::generation,
                        "select * from projections.generations order by projection, generation")
                .collectList();
    }

    /** The one that answers. Empty before the projection has begun. */
    Mono<Generation> active(Projection projection) {
        return one(projection, State.ACTIVE);
    }

    /** The one that is being built, if one is. */
    Mono<Generation> building(Projection projection) {
        return one(projection, State.BUILDING);
    }

    private Mono<Generation> one(Projection projection, State state) {
        return all().flatMapIterable(all -> all)
                .filter(it -> it.projection().equals(projection) && it.state() == state)
                .next();
    }

    private static Generation generation(Row row) {
        return new Generation(
                new Projection(requireNonNull(row.get("projection", String.class))),
                requireNonNull(row.get("generation", Long.class)),
                State.valueOf(requireNonNull(row.get("state", String.class)).toUpperCase(Locale.ROOT)),
                requireNonNull(row.get("fill_position", Long.class)),
                requireNonNull(row.get("fill_from", Long.class)),
                row.get("fill_since", Instant.class),
                requireNonNull(row.get("target", Long.class)),
                requireNonNull(row.get("started_at", Instant.class)),
                row.get("retired_at", Instant.class),
                Boolean.TRUE.equals(row.get("lost", Boolean.class)),
                row.get("definition", String.class));
    }

    /** Makes the first generation the active one, unless there is any. */
    Mono<Void> begin(Projection projection) {
        return transactions
                .update("""
                        insert into projections.generations (projection, generation, state, definition)
                        select $1, 1, 'active', $2
                        where not exists (select from projections.generations where projection = $1)
                        on conflict do nothing
                        """, projection.text(), definition(projection))
                .then();
    }

    /** Starts a rebuild, unless one is on its way. Answers whether it did. */
    Mono<Boolean> build(Projection projection) {
        return transactions.run(connection -> build(connection, projection));
    }

    private Mono<Boolean> build(Connection connection, Projection projection) {
        return Transactions.update(connection, """
                        insert into projections.generations (projection, generation, state, definition)
                        select $1, max(generation) + 1, 'building', $2 from projections.generations where projection = $1
                        having max(generation) is not null
                        on conflict do nothing
                        """, projection.text(), definition(projection))
                .map(rows -> rows == 1);
    }

    private String definition(Projection projection) {
        return requireNonNull(definitions.get(projection), projection.text());
    }

    /**
     * Gives up what was made by another definition, whether it answers or is being built: this version can neither read it
     * nor write to it. Answers whether there was any.
     */
    Mono<Boolean> replaceOthers(Projection projection) {
        return all().flatMapIterable(all -> all)
                .filter(it -> it.projection().equals(projection)
                        && it.state() != State.RETIRED
                        && !definition(projection).equals(it.definition()))
                // What is built first: only one can be.
                .sort(Comparator.comparing(Generation::state))
                .concatMap(this::lost)
                .reduce(false, Boolean::logicalOr);
    }

    /**
     * What it held is gone: another takes its place, and nobody reads it or writes to it any more. Whoever has moved on to it
     * moves on. Does nothing if it is neither built nor answers, or if that was found out before.
     */
    Mono<Boolean> lost(Generation generation) {
        return transactions.run(connection -> Transactions.update(
                        connection, """
                        update projections.generations
                        set lost = true,
                            retired_at = case when state = 'building' then now() end,
                            state = case when state = 'building' then 'retired' else state end
                        where projection = $1 and generation = $2 and state in ('building', 'active') and not lost
                        """, generation.projection().text(), generation.number())
                .flatMap(found ->
                        found == 1 ? build(connection, generation.projection()).thenReturn(true) : Mono.just(false)));
    }

    /**
     * Notes which topic the projection reads. If it read another before, starts a rebuild in place of any that is under way:
     * what the old topic hadn't delivered yet, the new one brings in another order than the reader's offsets tell. Answers
     * whether it did.
     */
    Mono<Boolean> reads(Projection projection, String topicId) {
        return transactions.run(connection -> Transactions.update(
                        connection,
                        "insert into projections.topics values ($1, $2) on conflict do nothing",
                        projection.text(),
                        topicId)
                .then(Transactions.update(
                        connection,
                        "update projections.topics set topic_id = $2 where projection = $1 and topic_id <> $2",
                        projection.text(),
                        topicId))
                .flatMap(changed -> changed == 0
                        ? Mono.just(false)
                        : Transactions.update(connection, """
                                        update projections.generations set state = 'retired', retired_at = now()
                                        where projection = $1 and state = 'building'
                                        """, projection.text())
                                .then(build(connection, projection))
                                .thenReturn(true)));
    }

    /** Whether no partition of the bus writes to it. */
    Mono<Boolean> isUnused(Generation generation) {
        return transactions
                .query(
                        row -> Boolean.TRUE.equals(row.get(0, Boolean.class)),
                        """
                        select not exists (select from projections.partitions where projection = $1 and generation = $2)
                        """,
                        generation.projection().text(),
                        generation.number())
                .single();
    }

    /** The fill begins, or goes on after an interruption. */
    Mono<Void> filling(Generation generation) {
        return transactions
                .update("""
                        update projections.generations set fill_from = fill_position, fill_since = now()
                        where projection = $1 and generation = $2
                        """, generation.projection().text(), generation.number())
                .then();
    }

    Mono<Void> filled(Generation generation, long position, long target) {
        return transactions
                .update("""
                        update projections.generations set fill_position = $3, target = $4
                        where projection = $1 and generation = $2 and fill_position <= $3
                        """, generation.projection().text(), generation.number(), position, target)
                .then();
    }

    /** Switches readers from the active generation to this one. */
    Mono<Void> switchTo(Generation generation) {
        var projection = generation.projection().text();
        return transactions.run(connection -> Transactions.update(connection, """
                        update projections.generations set state = 'retired', retired_at = now()
                        where projection = $1 and state = 'active'
                        """, projection)
                .then(Transactions.update(connection, """
                        update projections.generations set state = 'active', switched_at = now()
                        where projection = $1 and generation = $2 and state = 'building'
                        """, projection, generation.number()))
                .flatMap(switched -> switched == 1
                        ? Mono.empty()
                        : Mono.error(new TryAgainException(generation + " is no longer being built"))));
    }

    Mono<Void> forget(Generation generation) {
        var projection = generation.projection().text();
        return transactions
                .run(connection -> Transactions.update(
                                connection,
                                "delete from projections.parked where projection = $1 and generation = $2",
                                projection,
                                generation.number())
                        .then(Transactions.update(
                                connection,
                                "delete from projections.generations where projection = $1 and generation = $2",
                                projection,
                                generation.number())))
                .then();
    }
}
