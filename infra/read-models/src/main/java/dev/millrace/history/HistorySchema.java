package dev.millrace.history;

import dev.millrace.readmodels.Projection;

/** Names of the schema that holds a generation; its tables are in {@code readmodels/history.sql}. */
public final class HistorySchema {
    public static final Projection PROJECTION = new Projection("order-history");

    private HistorySchema() {}

    public static String name(long generation) {
        return "history_" + generation;
    }
}
