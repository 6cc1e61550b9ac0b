package dev.millrace.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What to start and where.
 *
 * @param folder      holds data, logs and unpacked programs; made when absent, used by one JVM at a time
 * @param programs    holds what is unpacked from the artifacts; several folders may share it
 * @param servers     those to start
 * @param ports       1 to 65535 to insist on a port; 0 or absent to keep the last one if it is free, else take any
 * @param heap        MiB of heap for Kafka and Elasticsearch; absent means 256 and 512
 * @param javaOptions  further options of the JVMs of Kafka and Elasticsearch
 * @param redisOptions further arguments of Redis, such as {@code --maxmemory}
 * @param startLimit  how long one server may take until it answers
 * @param progress    told of each step, from the threads that start the servers, so possibly by several at once
 */
public record LocalServersSettings(
        Path folder,
        Path programs,
        Set<LocalServer> servers,
        Map<LocalServer, Integer> ports,
        Map<LocalServer, Integer> heap,
        List<String> javaOptions,
        List<String> redisOptions,
        Duration startLimit,
        Consumer<ServerProgress> progress) {

    public LocalServersSettings {
        folder = folder.toAbsolutePath().normalize();
        programs = programs.toAbsolutePath().normalize();
        servers = Set.copyOf(servers);
        ports = Map.copyOf(ports);
        heap = Map.copyOf(heap);
        javaOptions = List.copyOf(javaOptions);
        redisOptions = List.copyOf(redisOptions);
        ports.forEach((server, port) -> {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port of " + server.title() + " must be 0 to 65535, was " + port);
            }
        });
    }

    /** All four servers in the given folder, on any free ports, a minute each to start. */
    public static LocalServersSettings in(Path folder) {
        return new LocalServersSettings(
                folder,
                folder.resolve("programs"),
                EnumSet.allOf(LocalServer.class),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Duration.ofSeconds(60),
                step -> {});
    }

    /** {@link #in} the folder {@code .millrace} of the working directory. */
    public static LocalServersSettings defaults() {
        return in(Path.of(".millrace"));
    }

    public LocalServersSettings withServers(LocalServer first, LocalServer... others) {
        return withServers(EnumSet.of(first, others));
    }

    public LocalServersSettings withServers(Set<LocalServer> chosen) {
        return new LocalServersSettings(
                folder, programs, chosen, ports, heap, javaOptions, redisOptions, startLimit, progress);
    }

    public LocalServersSettings withPort(LocalServer server, int port) {
        return new LocalServersSettings(
                folder,
                programs,
                servers,
                with(ports, server, port),
                heap,
                javaOptions,
                redisOptions,
                startLimit,
                progress);
    }

    public LocalServersSettings withHeap(LocalServer server, int mebibytes) {
        return new LocalServersSettings(
                folder,
                programs,
                servers,
                ports,
                with(heap, server, mebibytes),
                javaOptions,
                redisOptions,
                startLimit,
                progress);
    }

    public LocalServersSettings withJavaOptions(String... options) {
        return new LocalServersSettings(
                folder, programs, servers, ports, heap, List.of(options), redisOptions, startLimit, progress);
    }

    public LocalServersSettings withRedisOptions(String... options) {
        return new LocalServersSettings(
                folder, programs, servers, ports, heap, javaOptions, List.of(options), startLimit, progress);
    }

    public LocalServersSettings withPrograms(Path shared) {
        return new LocalServersSettings(
                folder, shared, servers, ports, heap, javaOptions, redisOptions, startLimit, progress);
    }

    public LocalServersSettings withStartLimit(Duration limit) {
        return new LocalServersSettings(
                folder, programs, servers, ports, heap, javaOptions, redisOptions, limit, progress);
    }

    public LocalServersSettings withProgress(Consumer<ServerProgress> listener) {
        return new LocalServersSettings(
                folder, programs, servers, ports, heap, javaOptions, redisOptions, startLimit, listener);
    }

    private static Map<LocalServer, Integer> with(Map<LocalServer, Integer> map, LocalServer server, int value) {
        Map<LocalServer, Integer> changed = new EnumMap<>(LocalServer.class);
        changed.putAll(map);
        changed.put(server, value);
        return changed;
    }
}
