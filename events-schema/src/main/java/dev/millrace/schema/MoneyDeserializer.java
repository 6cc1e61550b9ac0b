package dev.millrace.schema;

import static dev.millrace.schema.MoneySerializer.CURRENCY;
import static dev.millrace.schema.MoneySerializer.MINOR_UNITS;

import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Money from the log, as {@link MoneySerializer} wrote it and in no other way: both fields, and no more. Elsewhere fields that aren't
 * known are ignored; here one of them means that an amount is not what it is taken for.
 */
final class MoneyDeserializer extends StdDeserializer<Money> {

    MoneyDeserializer() {
        super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser json, DeserializationContext context) {
        if (!json.isExpectedStartObjectToken()) {
            throw MismatchedInputException.from(
                    json, Money.class, "Money is an object such as {\"minorUnits\": 2450, \"currency\": \"GBP\"}");
        }
        @Nullable Long minorUnits = null;
        @Nullable CurrencyUnit currency = null;
        for (String field = json.nextName(); field != null; field = json.nextName()) {
            json.nextToken();
            switch (field) {
                case MINOR_UNITS -> minorUnits = minorUnits(json);
                case CURRENCY -> currency = currency(json);
                default ->
                    throw UnrecognizedPropertyException.from(json, Money.class, field, List.of(MINOR_UNITS, CURRENCY));
            }
        }
        if (minorUnits == null) {
            throw wrong(json, MINOR_UNITS, "is missing");
        }
        if (currency == null) {
            throw wrong(json, CURRENCY, "is missing");
        }
        return Money.ofMinor(currency, minorUnits);
    }

    private static long minorUnits(JsonParser json) {
        if (!json.hasToken(JsonToken.VALUE_NUMBER_INT) || json.getNumberType() == NumberType.BIG_INTEGER) {
            throw wrong(json, MINOR_UNITS, "is no integer of 64 bits");
        }
        return json.getLongValue();
    }

    private static CurrencyUnit currency(JsonParser json) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw wrong(json, CURRENCY, "is no code of ISO 4217");
        }
        try {
            return CurrencyUnit.of(json.getString());
        } catch (IllegalCurrencyException unknown) {
            throw wrong(json, CURRENCY, "is no code of ISO 4217");
        }
    }

    private static RuntimeException wrong(JsonParser json, String field, String what) {
        return MismatchedInputException.from(json, Money.class, field + " of money " + what)
                .prependPath(Money.class, field);
    }
}
