package dev.millrace.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A server whose main class is in one of the child modules. The module lists its own class path in a resource, so that the
 * server's libraries stay off ours; the child runs on the same Java as this JVM.
 */
final class JavaChild {
    private final String module;
    private final String mainClass;
    private final Path classes;
    private final List<String> options;

    /** @param classes where to put the module's classes if they come in a jar inside a jar */
    JavaChild(String module, String mainClass, Path classes, List<String> options) {
        this.module = module;
        this.mainClass = mainClass;
        this.classes = classes;
        this.options = options;
    }

    List<String> command(int heapMebibytes, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx" + heapMebibytes + "m",
                "-XX:+UseSerialGC",
                // C2 would take its share of a machine that all of them are on.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    private String classPath() throws IOException {
        String list = "META-INF/millrace/" + module + ".classpath";
        URL url = JavaChild.class.getClassLoader().getResource(list);
        if (url == null) {
            throw new IOException("no " + list + " on the class path: build the module first");
        }
        String libraries;
        try (InputStream in = url.openStream()) {
            libraries = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        for (String library : libraries.split(File.pathSeparator, -1)) {
            if (!Files.exists(Path.of(library))) {
                throw new IOException(library + " is missing: build on this machine first");
            }
        }
        return home(url, list) + File.pathSeparator + libraries;
    }

    private Path home(URL url, String list) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return copy(jar.getJarFile());
        }
        Path file = Path.of(java.net.URI.create(url.toString()));
        return file.getRoot()
                .resolve(file.subpath(0, file.getNameCount() - Path.of(list).getNameCount()));
    }

    private Path copy(JarFile jar) throws IOException {
        Folders.delete(classes);
        for (JarEntry entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
            Path target = classes.resolve(entry.getName()).normalize();
            if (target.startsWith(classes)) {
                Files.createDirectories(target.getParent());
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
        return classes;
    }
}
