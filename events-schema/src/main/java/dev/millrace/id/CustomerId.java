package dev.millrace.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A known customer, by the pseudonym the platform knows them under. */
public record CustomerId(@JsonValue String value) implements Comparable<CustomerId> {

    /** The whole of a value, as a regular expression. */
    public static final String PATTERN = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    /** @throws IllegalArgumentException if {@code value} is not 1 to 64 letters, digits, dots, dashes or underscores */
    @JsonCreator
    public CustomerId {
        value = Identifiers.matching(
                FORM, "1 to 64 letters, digits, dots, dashes or underscores", "customer id", value);
    }

    @Override
    public int compareTo(CustomerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
