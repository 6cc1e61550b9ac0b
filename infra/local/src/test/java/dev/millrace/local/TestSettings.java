package dev.millrace.local;

import java.nio.file.Path;
import java.time.Duration;

/** Settings for tests: programs unpacked once for all, and patience with a busy machine. */
final class TestSettings {
    private TestSettings() {}

    static LocalServersSettings in(Path folder) {
        return LocalServersSettings.in(folder)
                .withPrograms(Path.of("target", "test-programs"))
                .withJavaOptions("-XX:TieredStopAtLevel=1")
                .withStartLimit(Duration.ofMinutes(3));
    }
}
