package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One example of every break, and of what is none. */
class SchemaChangesTest {

    private static final String BEFORE = """
            {"title": "OrderPlaced", "type": "object", "required": ["orderId", "lines"], "properties": {
              "orderId": {"type": "string", "format": "uuid", "description": "Which."},
              "customerId": {"type": "string", "pattern": "^[0-9]+$"},
              "reason": {"type": "string", "enum": ["stock-missing", "payment-declined"]},
              "lines": {"type": "array", "items": {"type": "object", "required": ["quantity"], "properties": {
                "quantity": {"type": "integer", "minimum": 1, "maximum": 1000},
                "note": {"type": "string"}}}}}}""";

    static final List<Arguments> BREAKS = List.of(
            change("/properties", "{\"orderId\": null}", "orderId: was removed: readers from before still look for it"),
            change(
                    "/properties",
                    "{\"customerId\": null}",
                    "customerId: was removed: readers from before still look for it"),
            change(
                    "",
                    "{\"required\": [\"orderId\", \"lines\", \"customerId\"]}",
                    "customerId: was optional, is required: events stored without it could not be read"),
            change(
                    "",
                    "{\"required\": [\"lines\"]}",
                    "orderId: was required, is optional: readers from before rely on it"),
            change(
                    "/properties/lines/items",
                    "{\"required\": [\"quantity\", \"sku\"], \"properties\": {\"sku\": {\"type\": \"string\"}}}",
                    "lines[].sku: is new and required: events stored before lack it"),
            change(
                    "/properties/lines/items/properties/quantity",
                    "{\"type\": \"string\"}",
                    "lines[].quantity: its type was \"integer\", is \"string\""),
            change(
                    "/properties/lines/items/properties/quantity",
                    "{\"minimum\": 2}",
                    "lines[].quantity: its minimum was 1, is 2: stored events may lie outside"),
            change(
                    "/properties/lines/items/properties/quantity",
                    "{\"maximum\": 2000}",
                    "lines[].quantity: its maximum was 1000, is 2000: readers from before refuse what it now allows"),
            change(
                    "/properties/lines/items/properties/quantity",
                    "{\"maximum\": null}",
                    "lines[].quantity: its maximum was 1000, is none: readers from before refuse what it now allows"),
            change(
                    "/properties/reason",
                    "{\"enum\": [\"stock-missing\"]}",
                    "reason: value 'payment-declined' was removed: stored events hold it"),
            change(
                    "/properties/reason",
                    "{\"enum\": [\"stock-missing\", \"payment-declined\", \"late\"]}",
                    "reason: value 'late' is new: readers from before don't know it"),
            change("/properties/orderId", "{\"format\": \"uri\"}", "orderId: its format was \"uuid\", is \"uri\""),
            change(
                    "/properties/customerId",
                    "{\"pattern\": null}",
                    "customerId: its pattern was \"^[0-9]+$\", is none"),
            change("", "{\"additionalProperties\": false}", "the event: its additionalProperties was none, is false"));

    static final List<JsonNode> BORNE = List.of(
            changed("/properties", "{\"gift\": {\"type\": \"boolean\"}}"),
            changed("/properties/lines/items/properties", "{\"gift\": {\"type\": \"boolean\"}}"),
            changed("/properties/orderId", "{\"description\": \"The order.\"}"),
            changed("", "{\"title\": \"Placed\"}"),
            changed("", "{\"required\": [\"lines\", \"orderId\"]}"));

    @ParameterizedTest
    @FieldSource("BREAKS")
    void a_change_that_somebody_cannot_bear_is_named(JsonNode after, String complaint) {
        assertThat(SchemaChanges.breaking(before(), after)).containsExactly(complaint);
    }

    @ParameterizedTest
    @FieldSource("BORNE")
    void new_optional_fields_and_other_words_are_borne(JsonNode after) {
        assertThat(after).isNotEqualTo(before());
        assertThat(SchemaChanges.breaking(before(), after)).isEmpty();
    }

    @Test
    void all_breaks_are_told_at_once() {
        assertThat(SchemaChanges.breaking(before(), EventJson.mapper().readTree("{\"type\": \"object\"}")))
                .hasSize(4);
    }

    private static Arguments change(String pointer, String merge, String complaint) {
        return Arguments.of(changed(pointer, merge), complaint);
    }

    /** {@code merge} says what is otherwise at {@code pointer}; null stands for what is no longer there. */
    private static ObjectNode changed(String pointer, String merge) {
        ObjectNode after = before();
        merge((ObjectNode) after.at(pointer), (ObjectNode) EventJson.mapper().readTree(merge));
        return after;
    }

    private static void merge(ObjectNode into, ObjectNode patch) {
        patch.propertyStream().forEach(field -> {
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode nested
                    && into.get(field.getKey()) instanceof ObjectNode old) {
                merge(old, nested);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static ObjectNode before() {
        return (ObjectNode) EventJson.mapper().readTree(BEFORE);
    }
}
