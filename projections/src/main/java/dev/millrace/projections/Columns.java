package dev.millrace.projections;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.function.Function;

/** Rows turned into columns, as {@code unnest} takes them: one statement with as many parameters as columns. */
public final class Columns {
    private Columns() {}

    @SuppressWarnings("unchecked") // the array is made with that very type
    public static <R, T> T[] column(Class<T> type, Collection<R> rows, Function<R, T> value) {
        return rows.stream().map(value).toArray(size -> (T[]) Array.newInstance(type, size));
    }
}
