package dev.millrace.testing;

import dev.millrace.local.LocalServersSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Folders under {@code target/test-servers}: one per JVM, deleted with it; programs are unpacked once and stay. */
final class TestFolders {
    private static final Path ROOT = root();
    private static final Path OURS =
            ROOT.resolve("jvm-" + ProcessHandle.current().pid());

    static {
        deleteThoseOfDeadJvms();
    }

    private TestFolders() {}

    static LocalServersSettings settings(Path folder) {
        return LocalServersSettings.in(folder)
                .withPrograms(ROOT.resolve("programs"))
                // A server that lives for a test's length is not worth the better compiler: it starts in two thirds of
                // the time.
                .withJavaOptions("-XX:TieredStopAtLevel=1")
                // A build machine may be busy with other things.
                .withStartLimit(Duration.ofMinutes(3));
    }

    static Path fresh(String name) {
        try {
            Files.createDirectories(OURS);
            return Files.createTempDirectory(OURS, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteOurs() {
        delete(OURS);
    }

    private static Path root() {
        Path target = Path.of("target").toAbsolutePath();
        Path parent = Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"), "millrace");
        return parent.resolve("test-servers");
    }

    private static void deleteThoseOfDeadJvms() {
        try {
            Files.createDirectories(ROOT);
            try (Stream<Path> folders = Files.list(ROOT)) {
                folders.filter(TestFolders::abandoned).forEach(TestFolders::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean abandoned(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("jvm-\\d{1,9}")
                && ProcessHandle.of(Long.parseLong(name.substring(4))).isEmpty();
    }

    /** By a process of its own: a database in PostgreSQL is some 300 files, and no test run should wait for all of them. */
    private static void delete(Path folder) {
        try {
            new ProcessBuilder("rm", "-rf", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException leftForTheNextRun) {
            // It is only rubbish, and the next run's.
        }
    }
}
