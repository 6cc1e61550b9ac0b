package dev.millrace.http;

import dev.millrace.schema.Circulation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;

/** What single values must look like, and how that is said to whoever sent another. */
final class StrictValues {

    static final String CURRENCY = "the ISO 4217 code of a currency in circulation such as GBP";
    static final String INSTANT = "a time in ISO 8601 such as 2026-01-31T12:00:00Z";
    static final String TEXT = "a string without control characters";
    static final String MONEY = "an object such as {\"amount\": \"12.50\", \"currency\": \"GBP\"}";
    static final String AMOUNT =
            "a decimal in a string, with no more decimal places than its currency has, such as \"12.50\"";

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");
    private static final Map<Class<?>, Pattern> FORMS = Map.of(
            Boolean.class,
            Pattern.compile("true|false"),
            Integer.class,
            WHOLE,
            Long.class,
            WHOLE,
            UUID.class,
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"));

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private StrictValues() {}

    static CurrencyUnit currency(String code) {
        CurrencyUnit currency = CODE.matcher(code).matches() ? CurrencyUnit.of(code) : null;
        if (currency == null || !Circulation.has(currency)) {
            throw new IllegalArgumentException("not a currency");
        }
        return currency;
    }

    /**
     * Of the years 1 to 9999: others overflow somewhere, and mean nothing to a shop. Cut to microseconds, which is what every
     * store keeps: one that rounded would move the last moment of a year into the next.
     */
    static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new IllegalArgumentException("not a time of ours");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** As {@link #instant}. */
    static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        instant(date + "T00:00:00Z");
        return date;
    }

    /**
     * Refuses a text that Spring would make a value of though it is none: blanks, {@code yes}, {@code 0x10}, parts of a UUID, the
     * names of constants.
     *
     * @throws IllegalArgumentException if it can't stand for a {@code type}
     */
    static void check(Class<?> type, String text) {
        if (type == String.class) {
            text(text);
            return;
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        if (type.isEnum()) {
            new WordToEnum().getConverter(type.asSubclass(Enum.class)).convert(text);
        } else if (FORMS.containsKey(type) && !FORMS.get(type).matcher(text).matches()) {
            throw new IllegalArgumentException("of another form");
        }
    }

    /** Refuses what no database column takes: control characters other than white space, and halves of characters. */
    static String text(String text) {
        boolean wrong = text.codePoints()
                .anyMatch(c -> (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (wrong) {
            throw new IllegalArgumentException("not plain text");
        }
        return text;
    }
}
