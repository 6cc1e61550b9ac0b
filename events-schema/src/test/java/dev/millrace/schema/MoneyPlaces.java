package dev.millrace.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where events hold money: paths such as {@code lines[].unitPrice}, by the components of their records. */
final class MoneyPlaces {

    private static final String EACH = "[]";

    private MoneyPlaces() {}

    static List<String> of(Class<? extends BusinessEvent> event) {
        List<String> places = new ArrayList<>();
        collect(event, "", places);
        return places;
    }

    private static void collect(Type type, String path, List<String> places) {
        if (type == Money.class) {
            places.add(path);
        } else if (type instanceof ParameterizedType parameterized) {
            String suffix = List.class == parameterized.getRawType() ? EACH : "";
            for (Type argument : parameterized.getActualTypeArguments()) {
                collect(argument, path + suffix, places);
            }
        } else if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                collect(
                        component.getGenericType(),
                        path.isEmpty() ? component.getName() : path + "." + component.getName(),
                        places);
            }
        }
    }

    /** The schema of what lies there; missing if the schema knows no such place. */
    static JsonNode schema(JsonNode schema, String path) {
        JsonNode at = schema;
        for (String step : steps(path)) {
            at = step.equals(EACH) ? at.path("items") : at.path("properties").path(step);
        }
        return at;
    }

    /** An event that says nothing but what lies there. */
    static ObjectNode event(String path, JsonNode there) {
        JsonNode node = there;
        for (String step : steps(path).reversed()) {
            node = step.equals(EACH)
                    ? EventJson.mapper().createArrayNode().add(node)
                    : EventJson.mapper().createObjectNode().set(step, node);
        }
        return (ObjectNode) node;
    }

    private static List<String> steps(String path) {
        return List.of(path.replace(EACH, "." + EACH).split("\\.", -1));
    }
}
