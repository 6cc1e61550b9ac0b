package dev.millrace.projections;

import dev.millrace.readmodels.GenerationTables;
import reactor.core.publisher.Mono;

/** Creates and drops the schema that holds one generation of a read model in PostgreSQL. */
public final class GenerationSchema {
    private final Transactions transactions;

    public GenerationSchema(Transactions transactions) {
        this.transactions = transactions;
    }

    public Mono<Void> create(String model, String schema) {
        return transactions.update(GenerationTables.sql(model, schema)).then();
    }

    public Mono<Boolean> exists(String schema) {
        return transactions
                .query(
                        row -> Boolean.TRUE.equals(row.get(0, Boolean.class)),
                        "select to_regnamespace($1) is not null",
                        schema)
                .single();
    }

    public Mono<Void> drop(String schema) {
        return transactions
                .update("drop schema if exists " + schema + " cascade")
                .then();
    }
}
