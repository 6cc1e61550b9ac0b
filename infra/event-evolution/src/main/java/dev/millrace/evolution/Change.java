package dev.millrace.evolution;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Common changes to the JSON of an event. Each changes the tree that it is given and returns it. */
public final class Change {

    private Change() {}

    /** The field gets another name; nothing happens where it is missing. */
    public static UnaryOperator<ObjectNode> renamed(String field, String to) {
        return json -> {
            JsonNode value = json.remove(field);
            if (value != null) {
                json.set(to, value);
            }
            return json;
        };
    }

    /** The field gets the value where it is missing or null. */
    public static UnaryOperator<ObjectNode> defaulted(String field, JsonNode value) {
        return json -> {
            if (!json.hasNonNull(field)) {
                json.set(field, value.deepCopy());
            }
            return json;
        };
    }

    public static UnaryOperator<ObjectNode> removed(String field) {
        return json -> {
            json.remove(field);
            return json;
        };
    }

    /** One after the other. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static UnaryOperator<ObjectNode> all(UnaryOperator<ObjectNode>... changes) {
        List<UnaryOperator<ObjectNode>> inOrder = List.of(changes);
        return json -> {
            ObjectNode changed = json;
            for (UnaryOperator<ObjectNode> change : inOrder) {
                changed = change.apply(changed);
            }
            return changed;
        };
    }
}
