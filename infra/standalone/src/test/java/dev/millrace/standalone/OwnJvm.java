package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.testing.ServerProperties;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An application in a JVM of its own, to be killed. It ends with this JVM, however this one ends. */
final class OwnJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;

    private OwnJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Returns at once.
     *
     * @param folder gets the output and the class path, which is this JVM's
     */
    static OwnJvm start(Class<?> application, Path folder, List<String> arguments) throws IOException {
        // A command line has its limits, and a class path may pass them.
        Path options = Files.createTempFile(folder, "java-", ".options");
        String classPath = System.getProperty("java.class.path").replace("\\", "\\\\");
        Files.writeString(options, "-classpath \"%s\"".formatted(classPath));
        Path output = Files.createTempFile(folder, application.getSimpleName() + "-", ".txt");
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Daxoniq.update-checker.disabled=true",
                "@" + options,
                OwnJvm.class.getName(),
                application.getName());
        Process process = new ProcessBuilder(
                        Stream.concat(java, arguments.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(new File(output.toString()))
                .start();
        return new OwnJvm(process, output);
    }

    /**
     * Starts a whole platform, on any port, without the demo unless settings say otherwise. Returns at once.
     *
     * @param folder gets the output, and what the platform keeps
     */
    static OwnJvm platform(Path folder, ServerProperties settings) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of("millrace.demo", "none"));
        all.putAll(settings.asMap());
        return start(
                StandaloneApplication.class,
                folder,
                new ServerProperties(all)
                        .and("server.port", 0)
                        .and("millrace.folder", folder.resolve("platform"))
                        .asArguments());
    }

    /** Where the child begins. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent").start(() -> haltAtEndOf(System.in));
        Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void haltAtEndOf(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(1);
    }

    /** Waits until the output has the pattern in it; answers with the last place. */
    Matcher says(String pattern) {
        Pattern sought = Pattern.compile("(?s).*" + pattern);
        await("'%s' from the application".formatted(pattern))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sought.matcher(output()).lookingAt() || !process.isAlive());
        Matcher found = sought.matcher(output());
        assertThat(found.lookingAt()).as(output()).isTrue();
        return found;
    }

    /** Where a whole platform says that it answers. */
    URI api() {
        return URI.create(says("API +(http://\\S+)/api/v1\\s").group(1));
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All processes below it. */
    List<ProcessHandle> children() {
        try (Stream<ProcessHandle> below = process.descendants()) {
            return below.toList();
        }
    }

    /** SIGKILL. */
    void kill() {
        assertThat(process.isAlive()).as(output()).isTrue();
        close();
    }

    /** Ctrl-C, or as near to it as Java gets. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
