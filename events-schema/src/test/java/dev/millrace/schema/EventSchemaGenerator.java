package dev.millrace.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the JSON Schema of an event from its record, as {@link EventJson} writes it. */
final class EventSchemaGenerator {

    private final ContractDocs docs = ContractDocs.read(Path.of("src/main/java"));
    private final SchemaGenerator generator;

    EventSchemaGenerator() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS);
        builder.forTypesInGeneral()
                .withCustomDefinitionProvider(this::leaf)
                .withPropertySorter((_, _) -> 0)
                .withDescriptionResolver(type -> docs.of(type.getType().getErasedType()));
        builder.forFields()
                .withIgnoreCheck(
                        field -> !field.getDeclaringType().getErasedType().isRecord())
                .withRequiredCheck(field -> !nullable(component(field)))
                .withDescriptionResolver(this::description)
                .withNumberInclusiveMinimumResolver(field -> bound(field, true))
                .withNumberInclusiveMaximumResolver(field -> bound(field, false))
                .withStringPatternResolver(field -> field.getName().equals("country") ? "^[A-Z]{2}$" : null);
        this.generator = new SchemaGenerator(builder.build());
    }

    ObjectNode generate(Class<? extends BusinessEvent> type) {
        ObjectNode schema = EventJson.mapper().createObjectNode();
        ObjectNode generated = generator.generateSchema(type);
        schema.set("$schema", generated.get("$schema"));
        schema.put("$id", EventSchemas.uri(EventCatalog.typeName(type), EventCatalog.version(type)));
        schema.put("title", type.getSimpleName());
        schema.set("description", generated.get("description"));
        schema.setAll(generated);
        preferMembersDescriptions(schema);
        // Read back as it will be from a file, where a 1 is just a 1, so that the two can be compared.
        return (ObjectNode) EventJson.mapper().readTree(schema.toString());
    }

    /** The generator says {@code allOf: [type, {description}]} where a member is described as well as its type. */
    private static void preferMembersDescriptions(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.get("allOf") instanceof ArrayNode parts) {
            schema.remove("allOf");
            parts.forEach(part -> schema.setAll((ObjectNode) part));
        }
        node.forEach(EventSchemaGenerator::preferMembersDescriptions);
    }

    /** Types that are one JSON value, and money. */
    private @Nullable CustomDefinition leaf(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        if (raw == Money.class) {
            schema.put("type", "object");
            ObjectNode properties = schema.putObject("properties");
            properties
                    .putObject(MoneySerializer.MINOR_UNITS)
                    .put("type", "integer")
                    .put("description", "In minor units of the currency (pence, yen, fils), an integer.");
            currency(properties.putObject(MoneySerializer.CURRENCY));
            schema.putArray("required").add(MoneySerializer.MINOR_UNITS).add(MoneySerializer.CURRENCY);
        } else if (raw == CurrencyUnit.class) {
            currency(schema);
        } else if (raw == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (raw.isEnum()) {
            ArrayNode names = schema.put("type", "string").putArray("enum");
            Arrays.stream(raw.getEnumConstants()).forEach(constant -> names.add(name((Enum<?>) constant)));
        } else if (raw.isRecord() && raw.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class)) {
            value(schema, raw);
        } else {
            return null;
        }
        return new CustomDefinition(schema, DefinitionType.INLINE, AttributeInclusion.YES);
    }

    private static void currency(ObjectNode schema) {
        schema.put("type", "string").put("pattern", "^[A-Z]{3}$").put("description", "ISO 4217.");
    }

    private static void value(ObjectNode schema, Class<?> record) {
        schema.put("type", "string");
        if (record.getRecordComponents()[0].getType() == UUID.class) {
            schema.put("format", "uuid");
        } else {
            schema.put("pattern", "^" + form(record) + "$");
        }
    }

    private static Pattern form(Class<?> record) {
        try {
            var form = record.getDeclaredField("FORM");
            form.setAccessible(true);
            return (Pattern) form.get(null);
        } catch (ReflectiveOperationException unknown) {
            throw new AssertionError(record + " has no FORM, which its schema needs", unknown);
        }
    }

    private static String name(Enum<?> constant) {
        try {
            return constant.getDeclaringClass()
                    .getField(constant.name())
                    .getAnnotation(JsonProperty.class)
                    .value();
        } catch (NoSuchFieldException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private @Nullable String description(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return null;
        }
        return docs.of(field.getDeclaringType().getErasedType(), field.getName());
    }

    private static @Nullable BigDecimal bound(FieldScope field, boolean least) {
        Bounds bounds =
                field.isFakeContainerItemScope() ? null : component(field).getAnnotation(Bounds.class);
        if (bounds == null || (!least && bounds.most() == Long.MAX_VALUE)) {
            return null;
        }
        return BigDecimal.valueOf(least ? bounds.least() : bounds.most());
    }

    private static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static RecordComponent component(FieldScope field) {
        return Arrays.stream(field.getDeclaringType().getErasedType().getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .findFirst()
                .orElseThrow();
    }
}
