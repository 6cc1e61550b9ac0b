package dev.millrace.http;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schema of problems. Their own members stand beside the common ones, and not in a member of their own. */
final class ProblemSchema implements ModelConverter {

    static final String NAME = "Problem";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType javaType = Json.mapper().constructType(type.getType());
        Schema<?> problem = context.getDefinedModels().get(NAME);
        if (javaType != null && javaType.getRawClass() == Problem.class && problem != null) {
            problem.getProperties().remove("more");
            problem.addProperty("requestId", new StringSchema().description("Leads to the request in the log"));
            problem.setAdditionalProperties(true);
            problem.setRequired(List.of("type", "title", "status", "detail"));
        }
        return schema;
    }
}
