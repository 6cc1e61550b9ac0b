package dev.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The lock file that a killed PostgreSQL leaves. It names a process id only, and PostgreSQL refuses to start when some
 * other process has that id by now, which is likely where ids start small again, as in a restarted container.
 */
final class StalePostmaster {
    private StalePostmaster() {}

    static void forget(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (Files.exists(file) && !isPostgres(Files.readAllLines(file).getFirst())) {
            Files.delete(file);
        }
    }

    /** Waits a little for a PostgreSQL that is on its way out. */
    private static boolean isPostgres(String line) {
        long id;
        try {
            id = Long.parseLong(line.strip());
        } catch (NumberFormatException damaged) {
            return false;
        }
        return ProcessHandle.of(id)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .map(process -> process.onExit()
                        .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                        .join())
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }
}
