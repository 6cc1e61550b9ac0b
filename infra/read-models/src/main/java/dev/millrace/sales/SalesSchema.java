package dev.millrace.sales;

/** Names of the schema that holds a generation; its tables are in {@code readmodels/sales.sql}. */
public final class SalesSchema {
    private SalesSchema() {}

    public static String name(long generation) {
        return "sales_" + generation;
    }
}
