package dev.millrace.eventstore;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as a statement takes them that writes many at once: an array per column, for {@code unnest}. */
public final class Columns {

    private Columns() {}

    public static <T> String[] texts(List<T> rows, Function<T, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    public static <T> @Nullable UUID[] uuids(List<T> rows, Function<T, @Nullable UUID> uuid) {
        return rows.stream().map(uuid).toArray(UUID[]::new);
    }
}
