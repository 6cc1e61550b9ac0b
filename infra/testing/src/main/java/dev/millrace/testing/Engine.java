package dev.millrace.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether tests run on containers. Found out once per JVM. */
final class Engine {
    private static final boolean CONTAINERS = switch (System.getProperty("millrace.test.servers", "auto")) {
        case "local" -> false;
        case "containers" -> true;
        case "auto" -> answers();
        case String other ->
            throw new IllegalArgumentException("millrace.test.servers must be local, containers or auto, was " + other);
    };

    private Engine() {}

    static boolean containers() {
        return CONTAINERS;
    }

    /** Testcontainers tries many doors, slowly and loudly; where there is none it need not begin. */
    private static boolean answers() {
        if (System.getenv("DOCKER_HOST") == null && sockets().noneMatch(Files::exists)) {
            return false;
        }
        return CompletableFuture.supplyAsync(
                        () -> DockerClientFactory.instance().isDockerAvailable())
                .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                .exceptionally(noEngine -> false)
                .join();
    }

    private static Stream<Path> sockets() {
        String home = System.getProperty("user.home");
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", home);
        return Stream.of(
                Path.of("/var/run/docker.sock"),
                Path.of(runtime, "docker.sock"),
                Path.of(home, ".docker/run/docker.sock"),
                Path.of(home, ".docker/desktop/docker.sock"),
                Path.of(home, ".testcontainers.properties"));
    }
}
