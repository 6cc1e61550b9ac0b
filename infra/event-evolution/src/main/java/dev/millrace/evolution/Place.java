package dev.millrace.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where objects lie in the JSON of an event.
 *
 * @param steps names of fields; {@value #EACH} for each element of a list
 */
record Place(List<String> steps) {

    private static final String EACH = "[]";
    private static final Pattern PATH = Pattern.compile("\\w+(?:\\[])*(?:\\.\\w+(?:\\[])*)*");

    /** @throws IllegalArgumentException if the path isn't such as {@code lines[].unitPrice} */
    static Place at(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("no path such as lines[].unitPrice: " + path);
        }
        List<String> steps = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            String name = part.replace(EACH, "");
            steps.add(name);
            for (int lists = (part.length() - name.length()) / EACH.length(); lists > 0; lists--) {
                steps.add(EACH);
            }
        }
        return new Place(List.copyOf(steps));
    }

    void change(ObjectNode json, UnaryOperator<ObjectNode> change) {
        changed(json, steps, change);
    }

    private static JsonNode changed(JsonNode node, List<String> path, UnaryOperator<ObjectNode> change) {
        if (path.isEmpty()) {
            return node instanceof ObjectNode object ? change.apply(object) : node;
        }
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (step.equals(EACH) && node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, changed(list.get(i), rest, change));
            }
        } else if (node instanceof ObjectNode object && object.has(step)) {
            object.set(step, changed(object.get(step), rest, change));
        }
        return node;
    }
}
