package dev.millrace.connections;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of settings whose messages name the setting, so that an operator knows which line to correct. */
final class Setting {

    private Setting() {}

    static String text(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    static int between(String name, int least, int most, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d, expected %d to %d".formatted(name, value, least, most));
        }
        return value;
    }

    static Duration positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("%s is %s, expected a time above zero".formatted(name, value));
        }
        return value;
    }
}
