package dev.millrace.standalone;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The contexts, which are the packages that register something of theirs, and who uses whom. Events, commands and ids don't count: they are what
 * contexts meet in.
 *
 * @param uses the contexts that each uses
 * @param reachesIntoRules uses of one's rules by another, which there must not be
 */
record Contexts(SortedMap<String, SortedMap<String, Set<String>>> uses, List<String> reachesIntoRules) {

    static final Path PICTURE = Path.of("../../docs/contexts.md");

    /** What the configurations of a context are named by, in one module or another. */
    private static final Pattern REGISTERED =
            Pattern.compile("[A-Z]\\w+(Writing|Processing|Projecting|Representing|Reading)");

    private static final String ROOT = "dev.millrace.";

    static Contexts ofTheCode() {
        ModuleTable modules = ModuleTable.read(Path.of("../../docs/design.md"));
        JavaClasses code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.millrace");
        SortedMap<String, SortedMap<String, Set<String>>> uses = new TreeMap<>();
        List<String> reaches = new ArrayList<>();
        Set<String> packages = code.stream()
                .filter(type -> REGISTERED.matcher(type.getSimpleName()).matches())
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        for (JavaClass type : code) {
            if (!packages.contains(type.getPackageName())) {
                continue;
            }
            String module = modules.moduleOf(type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!packages.contains(target.getPackageName())
                        || target.getPackageName().equals(type.getPackageName())
                        || modules.moduleOf(target).equals("events-schema")) {
                    continue;
                }
                uses.computeIfAbsent(name(type), name -> new TreeMap<>())
                        .computeIfAbsent(name(target), name -> new TreeSet<>())
                        .add(module);
                if (modules.moduleOf(target).equals("command-side/domain")) {
                    reaches.add(dependency.getDescription());
                }
            }
        }
        return new Contexts(uses, reaches);
    }

    private static String name(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    /** Contexts each of which uses the next, and the last the first; empty if there are none. */
    List<String> circle() {
        for (String context : uses.keySet()) {
            List<String> circle = circle(context, new LinkedHashSet<>());
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    private List<String> circle(String context, LinkedHashSet<String> way) {
        if (!way.add(context)) {
            return way.stream().dropWhile(name -> !name.equals(context)).toList();
        }
        for (String other : uses.getOrDefault(context, new TreeMap<>()).keySet()) {
            List<String> circle = circle(other, new LinkedHashSet<>(way));
            if (!circle.isEmpty()) {
                return circle;
            }
        }
        return List.of();
    }

    /** In Mermaid: an arrow from who uses to what is used, with the modules in which it does. */
    String picture() {
        return uses.entrySet().stream()
                .flatMap(context -> context.getValue().entrySet().stream()
                        .map(used -> "    %s -->|%s| %s"
                                .formatted(context.getKey(), String.join(", ", used.getValue()), used.getKey())))
                .collect(Collectors.joining("\n", "```mermaid\nflowchart LR\n", "\n```\n"));
    }
}
