package dev.millrace.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A place that holds stock. */
public record WarehouseId(@JsonValue String value) implements Comparable<WarehouseId> {

    /** The whole of a value, as a regular expression. */
    public static final String PATTERN = "[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    /** @throws IllegalArgumentException if {@code value} is not 1 to 32 lower-case letters, digits or dashes */
    @JsonCreator
    public WarehouseId {
        value = Identifiers.matching(FORM, "1 to 32 lower-case letters, digits or dashes", "warehouse", value);
    }

    @Override
    public int compareTo(WarehouseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
