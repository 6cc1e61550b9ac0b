package dev.millrace.standalone;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contexts have the same package in every module, and here all modules share a class path. */
class OneClassPathTest {

    @Test
    void no_two_modules_have_a_class_of_the_same_name() {
        Map<String, Set<Path>> places = Stream.of(
                        System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(entry -> classes(entry).map(name -> Map.entry(name, entry)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));

        assertThat(places).hasSizeGreaterThan(300);
        assertThat(places.entrySet())
                .filteredOn(entry -> entry.getValue().size() > 1)
                .isEmpty();
    }

    private static Stream<String> classes(Path entry) {
        try {
            Path root = Files.isDirectory(entry)
                    ? entry
                    : FileSystems.newFileSystem(entry).getPath("/");
            Path ours = root.resolve("dev/millrace");
            if (!Files.exists(ours)) {
                return Stream.empty();
            }
            try (Stream<Path> files = Files.walk(ours)) {
                return files
                        .map(file -> root.relativize(file).toString())
                        .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                        .toList()
                        .stream();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
