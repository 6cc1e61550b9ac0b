package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A build of the platform, as it is run.
 *
 * @param jvm options of the JVM
 * @param program what follows them
 */
record Build(List<String> jvm, List<String> program) {

    /** The one that this program is from. */
    static Build own() {
        return new Build(
                options("platform.jvm"),
                List.of(
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "dev.millrace.standalone.StandaloneApplication"));
    }

    /**
     * Takes a jar of jars apart, as the containers do: classes are found slower in one.
     *
     * @param jar the standalone module's {@code …-exec.jar}
     * @param folder for the parts
     */
    static Build packaged(Path jar, Path folder) throws IOException {
        Process extraction = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int outcome = extraction.onExit().join().exitValue();
        if (outcome != 0) {
            throw new IOException("%s can't be extracted: %d".formatted(jar, outcome));
        }
        return new Build(
                options("compare.before.jvm"),
                List.of("-jar", folder.resolve(jar.getFileName()).toString()));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> options(String property) {
        return List.of(System.getProperty(property, "-Xmx1g").trim().split("\\s+"));
    }
}
