package dev.millrace.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.joda.money.Money;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/**
 * The JSON of events in the store and on the bus: money as {@code {"minorUnits": 2450, "currency": "GBP"}}, times in ISO 8601, what is
 * absent left out, unknown fields ignored, but for those of money.
 */
public final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JodaMoneyModule())
            .addModule(new SimpleModule("money in minor units")
                    .addSerializer(Money.class, new MoneySerializer())
                    .addDeserializer(Money.class, new MoneyDeserializer()))
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    /** Thread-safe and shared. */
    public static JsonMapper mapper() {
        return MAPPER;
    }
}
