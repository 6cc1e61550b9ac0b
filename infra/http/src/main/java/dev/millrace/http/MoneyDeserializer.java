package dev.millrace.http;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Money from outside. Bounds the amount before any arithmetic, since a decimal such as {@code 1e999999999} costs
 * gigabytes once it is scaled.
 */
final class MoneyDeserializer extends StdDeserializer<Money> {

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,3})?");

    MoneyDeserializer() {
        super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new InvalidValueException(parser, StrictValues.MONEY);
        }
        Parts parts = context.readValue(parser, Parts.class);
        if (parts.currency() == null) {
            throw refused(parser, "currency", StrictValues.CURRENCY);
        }
        if (!(parts.amount() instanceof String text) || !AMOUNT.matcher(text).matches()) {
            throw refused(parser, "amount", StrictValues.AMOUNT);
        }
        BigDecimal amount = new BigDecimal(text);
        if (amount.scale() > parts.currency().getDecimalPlaces()) {
            throw refused(parser, "amount", StrictValues.AMOUNT);
        }
        return Money.of(parts.currency(), amount);
    }

    private RuntimeException refused(JsonParser parser, String field, String expected) {
        return new InvalidValueException(parser, expected).prependPath(handledType(), field);
    }

    /** @param amount anything, so that a number is told what an amount looks like */
    private record Parts(@Nullable Object amount, @Nullable CurrencyUnit currency) {}
}
