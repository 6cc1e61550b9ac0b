package dev.millrace.sales;

import dev.millrace.readmodels.Projection;

/** Names of the schema that holds a generation; its tables are in {@code readmodels/sales.sql}. */
public final class SalesSchema {
    public static final Projection PROJECTION = new Projection("sales");

    private SalesSchema() {}

    public static String name(long generation) {
        return "sales_" + generation;
    }
}
