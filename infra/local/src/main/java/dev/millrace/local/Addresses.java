package dev.millrace.local;

import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/** Where the servers of one folder listen, and the processes that do. Only the chosen servers' addresses mean anything. */
record Addresses(
        PostgresAddress postgres,
        KafkaAddress kafka,
        int kafkaController,
        RedisAddress redis,
        ElasticsearchAddress elasticsearch) {
    private static final Map<LocalServer, Integer> HEAP =
            Map.of(LocalServer.KAFKA, 256, LocalServer.ELASTICSEARCH, 512);

    static Addresses choose(LocalServersSettings settings, Ports ports, DataFolder folder) {
        Secrets secrets = folder.secrets();
        return new Addresses(
                new PostgresAddress(
                        Ports.HOST,
                        port(LocalServer.POSTGRESQL, settings, ports),
                        "millrace",
                        "millrace",
                        secrets.of(LocalServer.POSTGRESQL.key(), clusterOfBefore(folder) ? "millrace" : null)),
                new KafkaAddress(Ports.HOST, port(LocalServer.KAFKA, settings, ports)),
                settings.servers().contains(LocalServer.KAFKA) ? ports.choose("kafka-controller", 0) : 0,
                new RedisAddress(
                        Ports.HOST,
                        port(LocalServer.REDIS, settings, ports),
                        secrets.of(LocalServer.REDIS.key(), null)),
                new ElasticsearchAddress(
                        URI.create("http://" + Ports.HOST + ":" + port(LocalServer.ELASTICSEARCH, settings, ports))));
    }

    /** One made when all had the same password keeps it. */
    private static boolean clusterOfBefore(DataFolder folder) {
        return Files.exists(folder.data(LocalServer.POSTGRESQL));
    }

    private static int port(LocalServer server, LocalServersSettings settings, Ports ports) {
        return settings.servers().contains(server)
                ? ports.choose(server.key(), settings.ports().getOrDefault(server, 0))
                : 0;
    }

    ServerProcess process(LocalServer server, DataFolder folder, LocalServersSettings settings) {
        int heap = settings.heap().getOrDefault(server, HEAP.getOrDefault(server, 0));
        return switch (server) {
            case POSTGRESQL ->
                new PostgresProcess(new PostgresPrograms(settings.programs()), folder.data(server), postgres);
            case KAFKA -> new KafkaProcess(folder, kafka.port(), kafkaController, heap, settings.javaOptions());
            case REDIS ->
                new RedisProcess(
                        settings.programs(),
                        folder.data(server),
                        folder.run("redis.conf"),
                        redis,
                        settings.redisOptions());
            case ELASTICSEARCH ->
                new ElasticsearchProcess(folder, elasticsearch.uri().getPort(), heap, settings.javaOptions());
        };
    }
}
