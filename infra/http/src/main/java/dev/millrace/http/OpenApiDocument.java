package dev.millrace.http;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import dev.millrace.id.CustomerId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
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
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the OpenAPI document say what the conventions do. Served at {@code /v3/api-docs} and {@code /swagger-ui.html}. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

    private static final String PROBLEM = "Problem";

    private static final Map<String, String> COMMON_PROBLEMS = Map.of(
            "400", "The request isn't well formed: `invalid-request`, `malformed-json`. `errors` names the fields.",
            "404", "What the path names doesn't exist.",
            "406", "Nothing that can be given is accepted: `not-acceptable`. Nothing has happened.",
            "421", "The server isn't known by the name in `Host`: `unknown-host`.",
            "500", "Something went wrong here.",
            "503",
                    "A server that this needs can't be reached: `dependency-unavailable`. Try again after `Retry-After` seconds.");

    private static final Map<String, String> WRITE_PROBLEMS = Map.of(
            "403",
            "A page of another origin sent it: `foreign-origin`.",
            "409",
            "The state of things doesn't allow it.",
            "422",
            "Well formed, but never allowed: `card-data-refused`.",
            "415",
            "The body isn't JSON in UTF-8, or is encoded: `unsupported-media-type`.");

    private static final Map<String, String> BODY_PROBLEMS = Map.of(
            "408", "The body didn't come in time: `body-too-slow`.",
            "413", "The body is larger than 1 MiB: `body-too-large`.");

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Millrace")
                        .version("v1")
                        .description("Event-sourced commerce. Writes answer with the position of their last event in"
                                + " `Event-Position`; reads that must see them ask for it with `Min-Event-Position`."));
    }

    @Bean
    ModelConverter valueSchemas() {
        return new ValueSchemas();
    }

    @Bean
    GlobalOpenApiCustomizer commonResponses() {
        return document -> {
            ModelConverters.getInstance().read(Problem.class).forEach(document.getComponents()::addSchemas);
            document.getComponents()
                    .getSchemas()
                    .computeIfPresent(PROBLEM, (name, problem) -> withMoreMembers(problem));
            ModelConverters.getInstance().read(InvalidField.class).forEach(document.getComponents()::addSchemas);
            document.getPaths()
                    .values()
                    .forEach(path -> path.readOperationsMap().forEach((method, operation) -> {
                        addProblems(operation, COMMON_PROBLEMS);
                        if (method != PathItem.HttpMethod.GET) {
                            addProblems(operation, WRITE_PROBLEMS);
                        }
                        if (operation.getRequestBody() != null) {
                            addProblems(operation, BODY_PROBLEMS);
                        }
                    }));
        };
    }

    private static void addProblems(Operation operation, Map<String, String> problems) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        Content content = new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
        problems.forEach((status, text) -> {
            ApiResponse response = operation.getResponses().computeIfAbsent(status, absent -> new ApiResponse());
            if (response.getDescription() == null) {
                response.setDescription(text);
            } else if (!response.getDescription().startsWith(text)) {
                response.setDescription(text + " " + response.getDescription());
            }
            response.content(content);
            if (status.equals("503")) {
                response.addHeaderObject("Retry-After", new Header().schema(new IntegerSchema()));
            }
        });
    }

    /** A problem's own members stand beside the common ones, and not in a member of their own. */
    private static Schema<?> withMoreMembers(Schema<?> problem) {
        problem.getProperties().remove("more");
        problem.addProperty("requestId", new StringSchema().description("Leads to the request in the log"));
        problem.setAdditionalProperties(true);
        return problem;
    }

    /** Schemas of the values that are a string or a number in JSON whatever they are in Java. */
    private static final class ValueSchemas implements ModelConverter {

        private static final Map<Class<?>, Supplier<Schema<?>>> SCHEMAS = Map.of(
                Money.class,
                ValueSchemas::money,
                CurrencyUnit.class,
                ValueSchemas::currency,
                Limit.class,
                () -> new IntegerSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(Limit.MAX)),
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
                            .<Schema<?>>map(field -> field.getType() == UUID.class
                                    ? new StringSchema().format("uuid")
                                    : new StringSchema())
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
            return new StringSchema()
                    .description("ISO 4217")
                    .pattern("^[A-Z]{3}$")
                    .example("GBP");
        }
    }
}
