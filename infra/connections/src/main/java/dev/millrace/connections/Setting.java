package dev.millrace.connections;

import dev.millrace.schema.Circulation;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Checks of settings, for the constructors of their records. Each answers with the value, or throws an {@link IllegalArgumentException}
 * that names the setting, so that an operator knows which line to correct.
 */
public final class Setting {

    private static final Pattern ADDRESS = Pattern.compile("\\S+:(\\d{1,5})");

    private Setting() {}

    /** Something but blanks. */
    public static String text(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    /** The ISO 4217 code of a currency in circulation. */
    public static CurrencyUnit currency(String name, String code) {
        try {
            CurrencyUnit currency = CurrencyUnit.of(code);
            if (Circulation.has(currency)) {
                return currency;
            }
        } catch (IllegalCurrencyException unknown) {
            // Answered below, like one that went.
        }
        throw new IllegalArgumentException(
                "%s is %s, expected the ISO 4217 code of a currency in circulation".formatted(name, code));
    }

    /** {@code host:port} of servers, which may be none. */
    public static List<String> addresses(String name, List<String> values) {
        for (String value : values) {
            Matcher address = ADDRESS.matcher(value);
            if (!address.matches() || Integer.parseInt(address.group(1)) > 65_535) {
                throw new IllegalArgumentException("%s has '%s', expected host:port".formatted(name, value));
            }
        }
        return List.copyOf(values);
    }

    /** Both bounds included. */
    public static int between(String name, int least, int most, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d, expected %d to %d".formatted(name, value, least, most));
        }
        return value;
    }

    public static Duration positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("%s is %s, expected a time above zero".formatted(name, value));
        }
        return value;
    }

    public static Duration atLeast(String name, Duration least, Duration value) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException("%s is %s, expected %s or more".formatted(name, value, least));
        }
        return value;
    }
}
