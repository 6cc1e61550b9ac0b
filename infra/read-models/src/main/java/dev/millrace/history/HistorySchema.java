package dev.millrace.history;

/** Names of the schema that holds a generation; its tables are in {@code readmodels/history.sql}. */
public final class HistorySchema {
    private HistorySchema() {}

    public static String name(long generation) {
        return "history_" + generation;
    }
}
