package dev.millrace.schema;

import dev.millrace.evolution.EventVersion;
import dev.millrace.evolution.Upcasters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.ObjectNode;

/** The folder of schemas that is under version control, {@code <namespace>/<Name>/<version>.json}. */
final class CommittedSchemas {

    static final String REGENERATE = "./mvnw -pl events-schema test -Dtest=RegenerateContract";

    /** An event as it is now. */
    record Current(String namespace, String name, int version, ObjectNode schema) {

        String typeName() {
            return namespace + "." + name;
        }
    }

    private static final ObjectWriter WRITER = EventJson.mapper()
            .writer()
            .with(new DefaultPrettyPrinter()
                    .withSeparators(Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n"))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private final Path folder;
    private final Upcasters upcasters;

    CommittedSchemas(Path folder, Upcasters upcasters) {
        this.folder = folder;
        this.upcasters = upcasters;
    }

    /** What keeps the build from passing, told to whoever has to put it right. */
    List<String> problems(List<Current> events) {
        List<String> problems = new ArrayList<>();
        events.forEach(event -> {
            change(event, problems);
            past(event, problems);
        });
        orphans(events, problems);
        return problems;
    }

    /** Writes what may be written: new versions, and changes that every reader can bear. */
    void write(List<Current> events, boolean evenIfItBreaks) {
        for (Current event : events) {
            Path file = file(event, event.version());
            if (evenIfItBreaks || !Files.exists(file) || breaks(event).isEmpty()) {
                write(file, WRITER.writeValueAsString(event.schema()) + "\n");
            }
        }
    }

    private void change(Current event, List<String> problems) {
        Path file = file(event, event.version());
        if (!Files.exists(file)) {
            problems.add("%s has no schema yet. Run: %s".formatted(file, REGENERATE));
            return;
        }
        List<String> breaks = breaks(event);
        if (!breaks.isEmpty()) {
            problems.add("""
                    %s version %d has changed in a way that its readers can't bear:
                      - %s
                    Events of version %2$d are stored and published for good. Give the record a new version,
                    @Event(…, version = "%d"), leave %s as it is, teach EventUpcasters to make a %4$d of a %2$d, and run: %s""".formatted(
                            event.typeName(),
                            event.version(),
                            String.join("\n  - ", breaks),
                            event.version() + 1,
                            file,
                            REGENERATE));
        } else if (!read(file).equals(event.schema())) {
            problems.add("%s version %d has changed in a way that every reader can bear. Run: %s"
                    .formatted(event.typeName(), event.version(), REGENERATE));
        }
    }

    private void past(Current event, List<String> problems) {
        for (int version = 1; version < event.version(); version++) {
            if (!Files.exists(file(event, version))) {
                problems.add("%s is gone, but events of that version are stored. Bring it back."
                        .formatted(file(event, version)));
            }
            if (!upcasters.beginAt(new EventVersion(event.typeName(), Integer.toString(version)))) {
                problems.add("EventUpcasters can't make a %d of a %d of %s, so stored events can't be read."
                        .formatted(version + 1, version, event.typeName()));
            }
        }
    }

    private void orphans(List<Current> events, List<String> problems) {
        List<Path> known = events.stream()
                .flatMap(event -> Stream.iterate(1, version -> version <= event.version(), version -> version + 1)
                        .map(version -> file(event, version)))
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !known.contains(file))
                    .sorted()
                    .forEach(file -> problems.add(
                            "%s describes an event that is not in the catalogue (any more). Stored events don't go:"
                                            .formatted(file)
                                    + " bring the record, its name and its version back."));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<String> breaks(Current event) {
        return SchemaChanges.breaking(read(file(event, event.version())), event.schema());
    }

    private Path file(Current event, int version) {
        return folder.resolve(event.namespace()).resolve(event.name()).resolve(version + ".json");
    }

    private static ObjectNode read(Path file) {
        return (ObjectNode) EventJson.mapper().readTree(file);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
