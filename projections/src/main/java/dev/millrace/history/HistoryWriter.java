package dev.millrace.history;

import dev.millrace.order.OrderStory;
import dev.millrace.projections.GenerationSchema;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.ReadModelWriter;
import dev.millrace.projections.Transactions;
import dev.millrace.readmodels.GenerationTables;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.BusinessEvent;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Keeps the order history. A batch is one transaction of four statements, whatever its size. What an event says replaces what
 * was there, so that the guard by position is all it takes to repeat one.
 */
public final class HistoryWriter implements ReadModelWriter {
    private final Transactions transactions;
    private final GenerationSchema schemas;

    public HistoryWriter(Transactions transactions) {
        this.transactions = transactions;
        this.schemas = new GenerationSchema(transactions);
    }

    @Override
    public Projection projection() {
        return HistorySchema.PROJECTION;
    }

    @Override
    public String definition() {
        return GenerationTables.fingerprint("history");
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return OrderStory.types();
    }

    @Override
    public Mono<Void> create(long generation) {
        return schemas.create("history", HistorySchema.name(generation));
    }

    @Override
    public Mono<Boolean> exists(long generation) {
        return schemas.exists(HistorySchema.name(generation));
    }

    @Override
    public Mono<Void> activate(long generation) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> drop(long generation) {
        return schemas.drop(HistorySchema.name(generation));
    }

    @Override
    public Mono<List<String>> write(long generation, List<ProjectedEvent> events) {
        var batch = HistoryBatch.of(events);
        var schema = HistorySchema.name(generation);
        return transactions
                .run(connection -> batch.placed(connection, schema)
                        .then(batch.lines(connection, schema))
                        .then(batch.changes(connection, schema))
                        .then(batch.events(connection, schema)))
                .thenReturn(batch.changed());
    }
}
