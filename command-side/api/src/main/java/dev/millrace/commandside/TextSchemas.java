package dev.millrace.commandside;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Tells how long a {@link Text} may be, which only constraints that are not ours tell by themselves. */
final class TextSchemas implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        var javaType = Json.mapper().constructType(type.getType());
        if (schema != null && javaType != null && javaType.getRawClass().isRecord()) {
            Schema<?> model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels()
                            .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                tell(javaType.getRawClass(), model);
            }
        }
        return schema;
    }

    private static void tell(Class<?> type, Schema<?> model) {
        for (RecordComponent component : type.getRecordComponents()) {
            Text text = component.getAccessor().getAnnotation(Text.class);
            Schema<?> property = model.getProperties().get(component.getName());
            if (text != null && property != null) {
                property.minLength(text.min() == 0 ? null : text.min()).maxLength(text.max());
            }
        }
    }
}
