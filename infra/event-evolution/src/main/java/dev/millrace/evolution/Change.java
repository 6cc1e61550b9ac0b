package dev.millrace.evolution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Common changes to the JSON of an event. Each changes the tree that it is given and returns it. */
public final class Change {

    private Change() {}

    /** The field gets another name and keeps its place; nothing happens where it is missing. */
    public static UnaryOperator<ObjectNode> renamed(String field, String to) {
        return json -> {
            if (json.has(field)) {
                Map<String, JsonNode> fields = new LinkedHashMap<>();
                json.without(to)
                        .properties()
                        .forEach(one -> fields.put(one.getKey().equals(field) ? to : one.getKey(), one.getValue()));
                json.removeAll().setAll(fields);
            }
            return json;
        };
    }

    /**
     * The change is made to the objects at a path: names of fields with dots between them, {@code []} behind the name of a list whose
     * elements are meant, for instance {@code lines[].unitPrice}. Nothing happens where the path leads to no object.
     *
     * @throws IllegalArgumentException if the path isn't written so
     */
    public static UnaryOperator<ObjectNode> at(String path, UnaryOperator<ObjectNode> change) {
        Place place = Place.at(path);
        return json -> {
            place.change(json, change);
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
        return all(List.of(changes));
    }

    /** One after the other. */
    public static UnaryOperator<ObjectNode> all(List<UnaryOperator<ObjectNode>> changes) {
        List<UnaryOperator<ObjectNode>> inOrder = List.copyOf(changes);
        return json -> {
            ObjectNode changed = json;
            for (UnaryOperator<ObjectNode> change : inOrder) {
                changed = change.apply(changed);
            }
            return changed;
        };
    }
}
