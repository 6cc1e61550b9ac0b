package dev.millrace.schema;

import dev.millrace.evolution.EventContent;
import dev.millrace.evolution.EventVersion;
import dev.millrace.evolution.Upcasters;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/** Makes events of what was stored or published under a name and a version, past versions included. Thread-safe. */
public final class EventReader {

    private record Known(String version, ObjectReader reader) {}

    private static final Map<String, Known> KNOWN = EventCatalog.types().stream()
            .collect(Collectors.toUnmodifiableMap(
                    EventCatalog::typeName,
                    type -> new Known(
                            EventCatalog.version(type), EventJson.mapper().readerFor(type))));

    private EventReader() {}

    /** Whether this program knows events of that name, in whichever version. */
    public static boolean knows(String typeName) {
        return KNOWN.containsKey(typeName);
    }

    /**
     * @param json as {@link EventJson} wrote it, in whichever version
     * @throws IllegalArgumentException if no event has the name, or the version is none that this program can read
     * @throws tools.jackson.core.JacksonException if the JSON isn't what its name says
     */
    public static BusinessEvent read(String typeName, String version, byte[] json) {
        return read(EventUpcasters.current(), typeName, version, json);
    }

    static BusinessEvent read(Upcasters upcasters, String typeName, String version, byte[] json) {
        Known known = KNOWN.get(typeName);
        if (known != null && known.version().equals(version)) {
            return known.reader().readValue(json);
        }
        EventVersion stored = new EventVersion(typeName, version);
        if (!upcasters.beginAt(stored)) {
            throw unknown(stored, known);
        }
        List<EventContent> lifted = upcasters.lifted(
                new EventContent(stored, (ObjectNode) EventJson.mapper().readTree(json)));
        if (lifted.size() != 1) {
            throw new IllegalArgumentException(
                    "%s becomes %d events, and is read as one here".formatted(stored, lifted.size()));
        }
        EventContent present = lifted.getFirst();
        Known current = KNOWN.get(present.version().type());
        if (current == null || !current.version().equals(present.version().version())) {
            throw unknown(present.version(), current);
        }
        return current.reader().readValue(present.json());
    }

    private static IllegalArgumentException unknown(EventVersion version, @Nullable Known known) {
        return new IllegalArgumentException(
                known == null
                        ? "No event is named " + version.type()
                        : "%s has version %s, this program knows version %s"
                                .formatted(version.type(), version.version(), known.version()));
    }
}
