package dev.millrace.standalone;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of modules in {@code docs/design.md}: which there are, and which may use which. */
final class ModuleTable {

    private static final Pattern ROW = Pattern.compile("\\| `([a-z/-]+)` \\|[^|]*\\|([^|]+)\\|");

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(millrace-[a-z-]+)</artifactId>");

    /** By path from the root, {@code infra/http}. */
    private final Map<String, Set<String>> uses = new LinkedHashMap<>();

    /** Each module's artifact id: its jar's name, wherever the build put the jar. */
    private final Map<String, String> artifacts = new LinkedHashMap<>();

    private ModuleTable() {}

    static ModuleTable read(Path design) {
        ModuleTable table = new ModuleTable();
        Map<String, String> columns = rows(design);
        columns.forEach((module, column) -> {
            table.uses.put(module, named(column.strip(), columns.keySet()));
            table.artifacts.put(
                    module, artifact(design.getParent().resolveSibling(module).resolve("pom.xml")));
        });
        return table;
    }

    Set<String> modules() {
        return uses.keySet();
    }

    /** What a module may use, itself and what those use included: a path of the repository whose classes were found. */
    Set<String> reach(String module) {
        Set<String> reached = new HashSet<>();
        reach(module, reached);
        return reached;
    }

    /** The module that a class was compiled in, from where it was loaded; a module that the table lacks by its path. */
    String moduleOf(JavaClass type) {
        String location = type.getSource().orElseThrow().getUri().toString();
        return uses.keySet().stream()
                .filter(module -> location.contains("/" + module + "/target/")
                        || location.contains("/" + artifacts.get(module) + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse("a module that docs/design.md doesn't name: " + location);
    }

    private void reach(String module, Set<String> reached) {
        if (reached.add(module)) {
            uses.getOrDefault(module, Set.of()).forEach(used -> reach(used, reached));
        }
    }

    private static String artifact(Path pom) {
        try {
            Matcher found = ARTIFACT.matcher(Files.readString(pom));
            if (!found.find()) {
                throw new AssertionError(pom + " names no artifact of ours");
            }
            return found.group(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<String, String> rows(Path design) {
        try (Stream<String> lines = Files.lines(design)) {
            return lines.dropWhile(line -> !line.equals("| module | holds | may use |"))
                    .takeWhile(line -> line.startsWith("|"))
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(
                            row -> row.group(1), row -> row.group(2), (first, _) -> first, LinkedHashMap::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> named(String column, Set<String> modules) {
        return switch (column) {
            case "nothing of ours" -> Set.of();
            case "all" -> modules;
            default ->
                Arrays.stream(column.split(",\\s*"))
                        .map(name -> modules.stream()
                                .filter(module -> module.equals(name) || module.endsWith("/" + name))
                                .findFirst()
                                .orElseThrow(() -> new AssertionError(name + " has no row in docs/design.md")))
                        .collect(Collectors.toSet());
        };
    }
}
