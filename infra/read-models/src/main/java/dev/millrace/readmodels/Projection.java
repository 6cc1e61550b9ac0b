package dev.millrace.readmodels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A read model that is kept of the log, by its name. Each is a constant beside what its context says of the read model.
 *
 * @param text in paths, tables, settings and messages: lower-case letters and hyphens, up to 40
 */
public record Projection(@JsonValue String text) {

    private static final Pattern TEXT = Pattern.compile("[a-z](-?[a-z]){0,39}");

    /** @throws IllegalArgumentException if it can be no name */
    public Projection {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' can't be the name of a projection".formatted(text));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
