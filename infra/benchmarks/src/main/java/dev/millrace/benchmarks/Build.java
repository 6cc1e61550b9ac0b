package dev.millrace.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * A build of the platform.
 *
 * @param program what follows the options of the JVM
 */
record Build(List<String> program) {

    /** The one that this program is from. */
    static Build own() {
        return new Build(List.of(
                "-classpath", System.getProperty("java.class.path"), "dev.millrace.standalone.StandaloneApplication"));
    }

    /** @param jar the standalone module's {@code …-exec.jar} */
    static Build packaged(Path jar) {
        return new Build(List.of("-jar", jar.toString()));
    }
}
