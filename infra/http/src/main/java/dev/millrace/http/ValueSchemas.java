package dev.millrace.http;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import dev.millrace.id.CustomerId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Schemas of the values that are a string or a number in JSON whatever they are in Java. */
final class ValueSchemas implements ModelConverter {

    private static final String MONEY = "Money";

    private static final Map<Class<?>, Supplier<Schema<?>>> SCHEMAS = Map.of(
            CurrencyUnit.class,
            ValueSchemas::currency,
            Limit.class,
            () -> new IntegerSchema()
                    .minimum(BigDecimal.ONE)
                    .maximum(BigDecimal.valueOf(Limit.MAX))
                    .description("Items of the page"),
            Sku.class,
            () -> text(Sku.PATTERN).example("LAMP-1"),
            CustomerId.class,
            () -> text(CustomerId.PATTERN).example("c-17"),
            WarehouseId.class,
            () -> text(WarehouseId.PATTERN).example("london"),
            EventPosition.class,
            () -> new IntegerSchema().format("int64").minimum(BigDecimal.ZERO));

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType javaType = Json.mapper().constructType(type.getType());
        if (javaType != null && javaType.getRawClass() == Money.class) {
            context.defineModel(MONEY, money(), Money.class, null);
            return new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + MONEY);
        }
        Schema<?> schema = javaType == null ? null : schemaOf(javaType.getRawClass());
        if (schema != null) {
            return schema;
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    private static @Nullable Schema<?> schemaOf(Class<?> type) {
        if (SCHEMAS.containsKey(type)) {
            return SCHEMAS.get(type).get();
        }
        return type.isRecord() && type.getRecordComponents().length == 1
                ? Stream.of(type.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(JsonValue.class))
                        .findFirst()
                        .<Schema<?>>map(field ->
                                field.getType() == UUID.class ? new StringSchema().format("uuid") : new StringSchema())
                        .orElse(null)
                : null;
    }

    private static StringSchema text(String pattern) {
        StringSchema schema = new StringSchema();
        schema.pattern("^" + pattern + "$");
        return schema;
    }

    private static Schema<?> money() {
        Schema<?> money = new ObjectSchema()
                .description("An amount of money")
                .addProperty(
                        "amount",
                        new StringSchema()
                                .pattern("^-?\\d{1,15}(\\.\\d{1,3})?$")
                                .example("12.50"))
                .addProperty("currency", currency());
        money.setRequired(List.of("amount", "currency"));
        return money;
    }

    private static Schema<?> currency() {
        return new StringSchema().description("ISO 4217").pattern("^[A-Z]{3}$").example("GBP");
    }
}
