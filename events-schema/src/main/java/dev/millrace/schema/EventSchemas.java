package dev.millrace.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The published JSON Schemas (draft 2020-12) of all versions of all events, past versions included. */
public final class EventSchemas {

    private static final String BASE = "https://millrace.dev/schemas/";
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z]+(?:\\.[a-z]+)*\\.[A-Z][A-Za-z]*");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,3}");

    private EventSchemas() {}

    /**
     * The schema of the event stored as {@code typeName}, such as {@code millrace.order.OrderPlaced}, in {@code version}.
     * Any text may be asked for; what is not the name and version of an event has none. Reads a small file.
     */
    public static Optional<String> schemaOf(String typeName, String version) {
        if (!TYPE_NAME.matcher(typeName).matches() || !VERSION.matcher(version).matches()) {
            return Optional.empty();
        }
        try (InputStream schema =
                EventSchemas.class.getResourceAsStream("/schemas/" + path(typeName, version) + ".json")) {
            return schema == null
                    ? Optional.empty()
                    : Optional.of(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What identifies the schema, in its {@code $id}; the platform has it under {@code /api/v1/event-schemas}. */
    public static String uri(String typeName, String version) {
        return BASE + path(typeName, version);
    }

    static String path(String typeName, String version) {
        int dot = typeName.lastIndexOf('.');
        String name = dot < 0 ? typeName : typeName.substring(0, dot) + "/" + typeName.substring(dot + 1);
        return name + "/" + version;
    }
}
