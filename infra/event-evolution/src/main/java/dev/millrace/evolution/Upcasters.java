package dev.millrace.evolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes present versions of past ones, a step at a time, when events are read; what is stored stays as it was written.
 * Immutable and thread-safe, provided that the steps are functions of their input alone.
 */
public final class Upcasters {

    private static final Upcasters NONE = new Upcasters(Map.of());

    private final Map<EventVersion, Step> steps;
    private final Map<String, Set<String>> storedTypes;

    private Upcasters(Map<EventVersion, Step> steps) {
        this.steps = Map.copyOf(steps);
        this.storedTypes = storedTypes(this.steps);
    }

    public static Upcasters none() {
        return NONE;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Whether a step begins at that version. */
    public boolean beginAt(EventVersion version) {
        return steps.containsKey(version);
    }

    /**
     * The same, said in versions at which no step begins. One event as a rule, several after a split, none if a split says so.
     *
     * @param content may be changed
     * @throws IllegalStateException if a split makes a version that it hasn't announced
     */
    public List<EventContent> lifted(EventContent content) {
        Step step = steps.get(content.version());
        if (step == null) {
            return List.of(content);
        }
        List<EventContent> lifted = new ArrayList<>(1);
        for (EventContent next : step.run(content)) {
            lifted.addAll(lifted(next));
        }
        return lifted;
    }

    /** Whether some events become events of another name. */
    public boolean rename() {
        return !storedTypes.isEmpty();
    }

    /**
     * The names under which events may be stored that are read as {@code type}: itself, and those that become it. Who selects
     * events by type has to ask for all of them.
     */
    public Set<String> storedTypes(String type) {
        return storedTypes.getOrDefault(type, Set.of(type));
    }

    /** Turned around: what becomes what, over any number of steps. */
    private static Map<String, Set<String>> storedTypes(Map<EventVersion, Step> steps) {
        Map<String, Set<String>> sources = new HashMap<>();
        for (EventVersion start : steps.keySet()) {
            for (EventVersion reached : reached(steps, start, new LinkedHashSet<>())) {
                if (!reached.type().equals(start.type())) {
                    sources.computeIfAbsent(reached.type(), type -> new HashSet<>(Set.of(type)))
                            .add(start.type());
                }
            }
        }
        sources.replaceAll((type, stored) -> Set.copyOf(stored));
        return Map.copyOf(sources);
    }

    /** @throws IllegalArgumentException if the steps lead in a circle */
    private static Set<EventVersion> reached(
            Map<EventVersion, Step> steps, EventVersion from, SequencedSet<EventVersion> path) {
        if (!path.add(from)) {
            throw new IllegalArgumentException("upcasters lead in a circle: " + path + " and " + from + " again");
        }
        Set<EventVersion> reached = new HashSet<>();
        Step step = steps.get(from);
        if (step != null) {
            for (EventVersion next : step.into()) {
                reached.add(next);
                reached.addAll(reached(steps, next, path));
            }
        }
        path.remove(from);
        return reached;
    }

    private record Step(Set<EventVersion> into, Function<ObjectNode, List<EventContent>> function) {

        List<EventContent> run(EventContent content) {
            List<EventContent> made = function.apply(content.json());
            for (EventContent one : made) {
                if (!into.contains(one.version())) {
                    throw new IllegalStateException("the upcaster of %s has made a %s, where it announced %s"
                            .formatted(content.version(), one.version(), into));
                }
            }
            return made;
        }
    }

    /** Collects steps. Not thread-safe. */
    public static final class Builder {

        private final Map<EventVersion, Step> steps = new HashMap<>();

        private Builder() {}

        /**
         * Events of one version become those of the next.
         *
         * @throws IllegalArgumentException if a step begins there already
         */
        public Builder change(String type, String from, String to, UnaryOperator<ObjectNode> change) {
            return change(new EventVersion(type, from), new EventVersion(type, to), change);
        }

        /** Events get another name, and are changed on the way. */
        public Builder change(EventVersion from, EventVersion to, UnaryOperator<ObjectNode> change) {
            return split(from, Set.of(to), json -> List.of(new EventContent(to, change.apply(json))));
        }

        /** Events get another name. */
        public Builder rename(EventVersion from, EventVersion to) {
            return change(from, to, UnaryOperator.identity());
        }

        /**
         * One event becomes several, or none.
         *
         * @param into all versions that may come out
         */
        public Builder split(
                EventVersion from, Set<EventVersion> into, Function<ObjectNode, List<EventContent>> split) {
            if (steps.putIfAbsent(from, new Step(Set.copyOf(into), split)) != null) {
                throw new IllegalArgumentException("two upcasters begin at " + from);
            }
            return this;
        }

        /** @throws IllegalArgumentException if the steps lead in a circle */
        public Upcasters build() {
            return new Upcasters(steps);
        }
    }
}
