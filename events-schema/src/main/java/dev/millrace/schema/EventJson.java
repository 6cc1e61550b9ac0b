package dev.millrace.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/**
 * The JSON of events in the store and on the bus: money in minor units, times in ISO 8601, what is absent left out, unknown
 * fields ignored.
 */
public final class EventJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.MINOR_CURRENCY_UNIT))
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
