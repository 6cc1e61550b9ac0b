package dev.millrace.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import dev.millrace.id.Sku;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells of a record's fields what its code tells already: which are always there, and what is in those whose names say it. */
final class RecordSchemas implements ModelConverter {

    private static final Set<String> UUIDS = Set.of("orderId", "cartId", "paymentId", "parcelId");

    private static final Map<String, String> PATTERNS =
            Map.of("currency", "^[A-Z]{3}$", "country", "^[A-Z]{2}$", "sku", "^" + Sku.PATTERN + "$");

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType javaType = Json.mapper().constructType(type.getType());
        if (schema != null && javaType != null && javaType.getRawClass().isRecord()) {
            Schema<?> model = model(schema, context);
            if (model != null && model.getProperties() != null) {
                tell(javaType.getRawClass(), model);
            }
        }
        return schema;
    }

    private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        String ref = schema.get$ref();
        return ref == null
                ? schema
                : context.getDefinedModels().get(ref.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
    }

    private static void tell(Class<?> type, Schema<?> model) {
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null || named.value().isEmpty() ? component.getName() : named.value();
            Schema<?> property = model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (always(type, component)
                    && (model.getRequired() == null || !model.getRequired().contains(name))) {
                model.addRequiredItem(name);
            }
            if (component.getType() == String.class && UUIDS.contains(name)) {
                property.setFormat("uuid");
            }
            if (component.getType() == String.class && PATTERNS.containsKey(name) && property.getPattern() == null) {
                property.setPattern(PATTERNS.get(name));
            }
        }
    }

    private static boolean always(Class<?> type, RecordComponent component) {
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return !nullable
                && Stream.of(
                                type.getAnnotation(JsonInclude.class),
                                component.getAccessor().getAnnotation(JsonInclude.class))
                        .noneMatch(RecordSchemas::leavesOutMoreThanNull);
    }

    private static boolean leavesOutMoreThanNull(@Nullable JsonInclude include) {
        return include != null
                && include.value() != JsonInclude.Include.NON_NULL
                && include.value() != JsonInclude.Include.ALWAYS;
    }
}
