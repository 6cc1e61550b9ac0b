package dev.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server's process of an earlier run in the same folder. After a {@code kill -9} of that run's JVM its servers stop by
 * themselves, but a start that follows at once would meet them still stopping.
 */
final class Predecessor {
    private static final long LIMIT_SECONDS = 20;

    private Predecessor() {}

    static void note(ProcessHandle process, Path file) throws IOException {
        Files.writeString(
                file,
                process.pid() + "\n" + started(process).map(Instant::toString).orElse(""));
    }

    static void awaitEnd(Path file) throws IOException {
        Optional<ProcessHandle> running = Files.exists(file) ? find(Files.readString(file)) : Optional.empty();
        if (running.isPresent()) {
            try {
                running.get().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException stuck) {
                running.get().descendants().forEach(ProcessHandle::destroyForcibly);
                running.get().destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for a server of an earlier run to stop", e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IOException(e);
            }
        }
        Files.deleteIfExists(file);
    }

    /** Process ids are used again, so the time of the start must match too. */
    private static Optional<ProcessHandle> find(String note) {
        String[] lines = note.split("\n", -1);
        try {
            return ProcessHandle.of(Long.parseLong(lines[0]))
                    .filter(process -> lines.length > 1
                            && started(process)
                                    .map(Instant::toString)
                                    .orElse("")
                                    .equals(lines[1]));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> started(ProcessHandle process) {
        return process.info().startInstant();
    }
}
