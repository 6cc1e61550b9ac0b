package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A platform of its own in a JVM of its own, with its servers, on an empty folder unless told otherwise. */
final class PlatformProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final URI url;
    private final Duration startUp;

    private PlatformProcess(Process process, URI url, Duration startUp) {
        this.process = process;
        this.url = url;
        this.startUp = startUp;
    }

    /** Starts this build in {@code folder} and returns when the API says that it is ready. */
    static PlatformProcess start(Path folder, int port, String... more) {
        return start(Build.own(), folder, port, more);
    }

    static PlatformProcess start(Build build, Path folder, int port, String... more) {
        List<String> command = new ArrayList<>(List.of(Build.java()));
        command.addAll(build.jvm());
        command.add("-Daxoniq.update-checker.disabled=true");
        command.addAll(build.program());
        command.addAll(List.of("--millrace.folder=" + folder, "--millrace.demo=none", "--server.port=" + port));
        command.addAll(List.of(more));
        try {
            Files.createDirectories(folder);
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("platform.out").toFile())
                    .start();
            URI url = URI.create("http://127.0.0.1:" + port);
            awaitReady(process, url, folder);
            return new PlatformProcess(process, url, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return url;
    }

    Duration startUp() {
        return startUp;
    }

    ProcessorTime processorTime() {
        return ProcessorTime.of(process.toHandle());
    }

    /** Memory of the JVM that it is, servers left out, as the system sees it; Linux only. */
    long residentMebibytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Stops it as Ctrl-C would. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitReady(Process process, URI url, Path folder) throws IOException {
        HttpRequest health = HttpRequest.newBuilder(url.resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!ready(http, health)) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            "the platform didn't start:\n" + Files.readString(folder.resolve("platform.out")));
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean ready(HttpClient http, HttpRequest health) throws InterruptedException {
        try {
            return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
