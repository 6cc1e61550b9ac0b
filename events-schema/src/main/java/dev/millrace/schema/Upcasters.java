package dev.millrace.schema;

import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lifts the JSON of an event's past version to the current one, a version at a time. What was stored stays as it was
 * written; whoever reads it sees the current version only.
 */
final class Upcasters {

    /** By qualified name and the version it starts from ({@code millrace.order.OrderPlaced/1} makes a 2 of a 1). */
    private static final Map<String, UnaryOperator<ObjectNode>> STEPS = Map.of();

    static final Upcasters CURRENT = new Upcasters(STEPS);

    private final Map<String, UnaryOperator<ObjectNode>> steps;

    Upcasters(Map<String, UnaryOperator<ObjectNode>> steps) {
        this.steps = steps;
    }

    boolean knows(String typeName, int version) {
        return steps.containsKey(typeName + "/" + version);
    }

    /** @throws IllegalArgumentException if a step is missing, as it is for versions from the future */
    ObjectNode lift(String typeName, int from, int to, ObjectNode event) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "%s has version %d, this program knows it up to %d".formatted(typeName, from, to));
        }
        ObjectNode lifted = event;
        for (int version = from; version < to; version++) {
            UnaryOperator<ObjectNode> step = steps.get(typeName + "/" + version);
            if (step == null) {
                throw new IllegalArgumentException("No upcaster for %s version %d".formatted(typeName, version));
            }
            lifted = step.apply(lifted);
        }
        return lifted;
    }
}
