package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.order.OrderEvent.OrderPlaced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds the committed schemas and the records to each other. */
class EventSchemasTest {

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void the_committed_schemas_are_those_of_the_events() {
        assertThat(Contract.SCHEMAS.problems(Contract.events()))
                .as("what must be done before this can be released")
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.millrace.schema.EventSamples#ALL")
    void an_event_is_valid_under_its_schema_and_holds_no_field_that_the_schema_lacks(BusinessEvent event) {
        JsonNode strict = EventJson.mapper().readTree(schemaOf(event));
        refuseOtherFields(strict);
        Schema schema = schemas.getSchema(strict.toString(), InputFormat.JSON);
        String json = EventJson.mapper().writeValueAsString(event);
        assertThat(schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "quantity, 0",
        "quantity, 1000001",
        "quantity, '\"6\"'",
        "sku,      '\"\"'",
        "sku,      '{\"value\":\"85123A\"}'",
        "unitPrice, 12.5",
        "unitPrice, '{\"minorUnits\":12.5,\"currency\":\"GBP\"}'",
        "unitPrice, '{\"minorUnits\":1250,\"currency\":\"pounds\"}'",
        "unitPrice, '{\"amount\":1250,\"currency\":\"GBP\"}'",
        "unitPrice, '{\"amount\":\"12.50\",\"currency\":\"GBP\"}'",
        "name,     null",
    })
    void a_line_that_no_writer_of_ours_would_write_is_invalid(String field, String value) {
        BusinessEvent placed = EventSamples.ALL.stream()
                .filter(OrderPlaced.class::isInstance)
                .findFirst()
                .orElseThrow();
        ObjectNode json = EventJson.mapper().valueToTree(placed);
        ((ObjectNode) json.path("lines").path(0)).set(field, EventJson.mapper().readTree(value));
        assertThat(schemas.getSchema(schemaOf(placed), InputFormat.JSON).validate(json))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.order.OrderPlaced, 3",
        "millrace.order.OrderPlaced, 01",
        "millrace.order.OrderPlaced, ../1",
        "millrace.order.Nothing, 1",
        "../asyncapi, 1",
        "'', ''",
    })
    void what_is_no_event_has_no_schema(String typeName, String version) {
        assertThat(EventSchemas.schemaOf(typeName, version)).isEmpty();
    }

    private static String schemaOf(BusinessEvent event) {
        String typeName = EventCatalog.typeName(event.getClass());
        String schema = EventSchemas.schemaOf(typeName, EventCatalog.version(event.getClass()))
                .orElseThrow();
        assertThat(EventJson.mapper().readTree(schema).path("$id").asString())
                .isEqualTo(EventSchemas.uri(typeName, EventCatalog.version(event.getClass())));
        return schema;
    }

    private static void refuseOtherFields(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.has("properties")) {
            schema.put("additionalProperties", false);
        }
        node.forEach(EventSchemasTest::refuseOtherFields);
    }
}
