package dev.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A file with what a benchmark found. */
final class Results {

    private Results() {}

    /** Measures with the servers' data in a folder that is gone afterwards. */
    interface Benchmark {

        /** Answers the file's text. */
        String run(Path folder) throws IOException;
    }

    /** Writes the file and shows it. */
    static void write(Path file, Benchmark benchmark) throws IOException {
        Path folder = Files.createTempDirectory("millrace-benchmark");
        try {
            String text = benchmark.run(folder);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            System.out.println(text);
        } finally {
            // Gigabytes, with a large log.
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
