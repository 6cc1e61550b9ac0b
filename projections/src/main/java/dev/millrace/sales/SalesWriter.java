package dev.millrace.sales;

import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.projections.GenerationSchema;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.ReadModelWriter;
import dev.millrace.projections.Transactions;
import dev.millrace.readmodels.GenerationTables;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.BusinessEvent;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Keeps the sales figures. An order passes from pending to confirmed to refunded, or from pending to closed, and each
 * passage counts once: the figures grow, in the same statement, by the rows that really passed.
 */
public final class SalesWriter implements ReadModelWriter {
    private static final Set<Class<? extends BusinessEvent>> HANDLES = Set.of(
            OrderPlaced.class, OrderConfirmed.class, OrderRejected.class, OrderCancelled.class, PaymentRefunded.class);

    private final Transactions transactions;
    private final GenerationSchema schemas;
    private final ZoneId zone;

    /** @param zone the shop's: whose midnight parts the days */
    public SalesWriter(Transactions transactions, ZoneId zone) {
        this.transactions = transactions;
        this.schemas = new GenerationSchema(transactions);
        this.zone = zone;
    }

    @Override
    public Projection projection() {
        return SalesSchema.PROJECTION;
    }

    @Override
    public String definition() {
        return GenerationTables.fingerprint("sales") + " in days of " + zone;
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return HANDLES;
    }

    @Override
    public Mono<Void> create(long generation) {
        return schemas.create("sales", SalesSchema.name(generation));
    }

    @Override
    public Mono<Boolean> exists(long generation) {
        return schemas.exists(SalesSchema.name(generation));
    }

    @Override
    public Mono<Void> activate(long generation) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> drop(long generation) {
        return schemas.drop(SalesSchema.name(generation));
    }

    @Override
    public Mono<List<String>> write(long generation, List<ProjectedEvent> events) {
        var batch = SalesBatch.of(events, zone);
        var statements = new SalesStatements(SalesSchema.name(generation));
        return transactions
                .run(connection -> statements
                        .place(connection, batch)
                        .then(statements.confirm(connection, batch))
                        .then(statements.close(connection, batch))
                        .then(statements.refund(connection, batch)))
                .thenReturn(batch.changed());
    }
}
