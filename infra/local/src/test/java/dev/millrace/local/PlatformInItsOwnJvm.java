package dev.millrace.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A JVM that starts all servers in a folder, leaves a mark, and waits to be killed. */
final class PlatformInItsOwnJvm implements AutoCloseable {
    private final Process process;

    private PlatformInItsOwnJvm(Process process) {
        this.process = process;
    }

    static PlatformInItsOwnJvm start(LocalServersSettings settings, String word) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlatformInItsOwnJvm.class.getName(),
                        settings.folder().toString(),
                        settings.programs().toString(),
                        word)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("running")) {
                return new PlatformInItsOwnJvm(process);
            }
        }
        throw new IOException("the platform's JVM ended with status "
                + process.onExit().join().exitValue());
    }

    /** All processes below it, servers and guards. */
    List<ProcessHandle> servers() {
        try (Stream<ProcessHandle> below = process.descendants()) {
            return below.toList();
        }
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        LocalServersSettings settings = TestSettings.in(Path.of(arguments[0])).withPrograms(Path.of(arguments[1]));
        Mark.leave(LocalServers.start(settings), arguments[2]);
        System.out.println("running");
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
