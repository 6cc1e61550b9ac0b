package dev.millrace.schema;

import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Money in the log: {@code {"minorUnits": 2450, "currency": "GBP"}}, a shape that no money over the API has (ADR 90). */
final class MoneySerializer extends StdSerializer<Money> {

    static final String MINOR_UNITS = "minorUnits";
    static final String CURRENCY = "currency";

    MoneySerializer() {
        super(Money.class);
    }

    @Override
    public void serialize(Money money, JsonGenerator json, SerializationContext context) {
        json.writeStartObject(money);
        json.writeNumberProperty(MINOR_UNITS, money.getAmountMinorLong());
        json.writeStringProperty(CURRENCY, money.getCurrencyUnit().getCode());
        json.writeEndObject();
    }
}
