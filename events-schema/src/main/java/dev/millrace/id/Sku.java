package dev.millrace.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A stock keeping unit: what is sold and counted. Case matters. */
public record Sku(@JsonValue String value) implements Comparable<Sku> {

    /** The whole of a value, as a regular expression. */
    public static final String PATTERN = "[A-Za-z0-9](?:[A-Za-z0-9 _.-]{0,62}[A-Za-z0-9_.-])?";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    /** @throws IllegalArgumentException if {@code value} is not 1 to 64 letters, digits, spaces, dots, dashes or underscores, beginning with a letter or digit */
    @JsonCreator
    public Sku {
        value = Identifiers.matching(
                FORM,
                "1 to 64 letters, digits, spaces, dots, dashes or underscores, beginning with a letter or digit",
                "sku",
                value);
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
