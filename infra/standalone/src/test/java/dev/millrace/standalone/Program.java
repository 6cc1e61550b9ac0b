package dev.millrace.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A program of others, run to its end. */
final class Program {

    private Program() {}

    /** Fails, with all that it said, unless it ends well. */
    static void run(Path folder, List<String> command) {
        try {
            ProcessBuilder program =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            program.environment().put("REDOCLY_TELEMETRY", "off");
            Process process = program.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as("%s said%n%s", command, said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
