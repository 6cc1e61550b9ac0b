package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A file with what a benchmark found. */
final class Results {

    private Results() {}

    /** Measures with the servers' data in a folder that is gone afterwards, if all went well. */
    interface Benchmark {

        /** Answers the file's text. */
        String run(Path folder) throws IOException;
    }

    /** Writes the file and shows it. If it fails, the folder stays, with the logs. */
    static void write(Path file, Benchmark benchmark) throws IOException {
        Path folder = Files.createTempDirectory("millrace-benchmark");
        String text;
        try {
            text = benchmark.run(folder);
        } catch (Exception | Error e) {
            System.err.println("The servers' data and logs were left in " + folder);
            throw e;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        System.out.println(text);
        // Gigabytes, with a large log.
        FileSystemUtils.deleteRecursively(folder);
    }
}
