package dev.millrace.standalone;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was told once, held against an answer of now, which may tell more. */
final class Told {

    /** Of an order, what changes until its end. */
    private static final Set<String> CHANGING =
            Set.of("status", "reason", "payment", "parcels", "confirmedAt", "closedAt");

    private Told() {}

    /** The answer without the fields that were not told then. */
    static JsonNode only(JsonNode answer, JsonNode told) {
        if (answer.isObject() && told.isObject()) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            told.forEachEntry((name, value) -> {
                if (answer.has(name)) {
                    kept.set(name, only(answer.get(name), value));
                }
            });
            return kept;
        }
        if (answer.isArray() && told.isArray() && answer.size() == told.size()) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < told.size(); i++) {
                kept.add(only(answer.get(i), told.get(i)));
            }
            return kept;
        }
        return answer;
    }

    /** What of an order stays until its end. */
    static JsonNode ofOneUnderWay(JsonNode order) {
        return ((ObjectNode) order.deepCopy()).remove(CHANGING);
    }
}
