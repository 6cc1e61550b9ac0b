package dev.millrace.http;

import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/**
 * The JSON that clients see: money as decimal strings, times in ISO 8601 and UTC. It takes values as they are meant or
 * not at all: unknown and repeated fields are refused, and nothing is made of a value of another type.
 */
public final class HttpJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .addModule(new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
            .addModule(new SimpleModule("strict values")
                    .addDeserializer(Money.class, new MoneyDeserializer())
                    .addDeserializer(
                            CurrencyUnit.class,
                            new StrictDeserializer<>(CurrencyUnit.class, StrictValues.CURRENCY, StrictValues::currency))
                    .addDeserializer(
                            Instant.class,
                            new StrictDeserializer<>(Instant.class, StrictValues.INSTANT, StrictValues::instant))
                    .addDeserializer(
                            String.class,
                            new StrictDeserializer<>(String.class, StrictValues.TEXT, StrictValues::text)))
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(config -> config.setAcceptBlankAsEmpty(false)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .build();

    private HttpJson() {}

    /** Thread-safe and shared. */
    public static JsonMapper mapper() {
        return MAPPER;
    }
}
