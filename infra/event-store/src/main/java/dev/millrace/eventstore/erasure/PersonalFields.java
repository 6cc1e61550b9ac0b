package dev.millrace.eventstore.erasure;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Which values of which events are personal, by the names under which events are stored. Immutable. */
public final class PersonalFields {

    private final Map<String, List<PersonalField>> byType;

    private PersonalFields(Map<String, List<PersonalField>> byType) {
        this.byType = Map.copyOf(byType);
    }

    /**
     * What {@link Personal} marks.
     *
     * @param eventTypes classes of events
     * @param name under which events of a class are stored
     * @param mapper writes the events: it tells by which names properties are written
     * @param marker stands for erased texts
     * @throws IllegalArgumentException if a mark is where it can't be followed: within the items of a collection or map, on what isn't
     *     written as a property, or with a stand-in that is no JSON
     */
    public static <C extends Class<?>> PersonalFields of(
            Collection<C> eventTypes, Function<? super C, String> name, JsonMapper mapper, String marker) {
        PersonalScan scan = new PersonalScan(mapper, marker);
        Map<String, List<PersonalField>> byType = new HashMap<>();
        for (C type : eventTypes) {
            List<PersonalField> fields = scan.fieldsOf(type);
            if (!fields.isEmpty()) {
                byType.put(name.apply(type), fields);
            }
        }
        return new PersonalFields(byType);
    }

    /** Whether there are none at all. */
    public boolean isEmpty() {
        return byType.isEmpty();
    }

    List<PersonalField> of(String type) {
        return byType.getOrDefault(type, List.of());
    }
}
