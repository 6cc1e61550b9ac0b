package dev.millrace.schema;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/** Makes events of what was stored or published under a name and a version, past versions included. Thread-safe. */
public final class EventReader {

    private record Known(int version, ObjectReader reader) {}

    private static final Map<String, Known> KNOWN = EventCatalog.types().stream()
            .collect(Collectors.toUnmodifiableMap(
                    EventCatalog::typeName,
                    type -> new Known(
                            Integer.parseInt(EventCatalog.version(type)),
                            EventJson.mapper().readerFor(type))));

    private EventReader() {}

    /**
     * @param json as {@link EventJson} wrote it, in whichever version
     * @throws IllegalArgumentException if no event has the name, or the version is none that this program can read
     * @throws tools.jackson.core.JacksonException if the JSON isn't what its name says
     */
    public static BusinessEvent read(String typeName, String version, byte[] json) {
        Known known = KNOWN.get(typeName);
        if (known == null) {
            throw new IllegalArgumentException("No event is named " + typeName);
        }
        int stored = Integer.parseInt(version);
        if (stored == known.version()) {
            return known.reader().readValue(json);
        }
        ObjectNode event = (ObjectNode) EventJson.mapper().readTree(json);
        return known.reader().readValue(Upcasters.CURRENT.lift(typeName, stored, known.version(), event));
    }
}
