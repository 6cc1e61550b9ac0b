package dev.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server's process, tied to this JVM by its standard input: the end of that stream, which also comes when this JVM is
 * killed, is the one signal to stop.
 */
final class ChildProcess {
    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param command   exits when its standard input ends
     * @param processId file that will name the process, for {@link Predecessor}
     */
    static ChildProcess start(List<String> command, Map<String, String> environment, Path log, Path processId)
            throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(outOfTerminalsReach(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Predecessor.note(process.toHandle(), processId);
        // Whoever ends it, our end of the pipe is not left open.
        var _ = process.onExit().thenAccept(ChildProcess::endInput);
        return new ChildProcess(process, log);
    }

    /** Ctrl-C reaches every process of the terminal's group; the servers must outlive it until their users have stopped. */
    private static List<String> outOfTerminalsReach(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (Platform.has("setsid")) {
            whole.add("setsid");
        } else if (Platform.has("perl")) {
            whole.addAll(List.of("perl", "-e", "setpgrp(0, 0); exec @ARGV"));
        }
        whole.addAll(command);
        return whole;
    }

    boolean alive() {
        return process.isAlive();
    }

    String ending() {
        return "its process ended with status " + process.exitValue() + logged();
    }

    String logged() {
        return "; the end of " + log + ":\n" + LogTail.of(log);
    }

    /** Asks it to stop, and ends it by force when the limit has passed. */
    void stop(Duration limit) {
        endInput(process);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it as a power cut would. */
    void kill() {
        // The server first: a guard that went first would leave it behind.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void endInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // The stream ends either way.
        }
    }
}
