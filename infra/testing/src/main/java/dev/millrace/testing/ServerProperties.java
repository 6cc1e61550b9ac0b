package dev.millrace.testing;

import dev.millrace.local.ElasticsearchAddress;
import dev.millrace.local.KafkaAddress;
import dev.millrace.local.PostgresAddress;
import dev.millrace.local.RedisAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code millrace.*} settings by which a module under test reaches servers. Unmodifiable; each method gives a new one.
 * In a Spring test: {@code properties.asMap().forEach((name, value) -> registry.add(name, () -> value))}.
 */
public record ServerProperties(Map<String, Object> asMap) {

    public ServerProperties {
        asMap = Map.copyOf(asMap);
    }

    public static ServerProperties none() {
        return new ServerProperties(Map.of());
    }

    /** The shared servers, all four, with a fresh database. */
    public static ServerProperties shared() {
        return none().and(TestServers.freshDatabase())
                .and(TestServers.kafka())
                .and(TestServers.redis())
                .and(TestServers.elasticsearch());
    }

    public ServerProperties and(PostgresAddress postgres) {
        return and("millrace.postgres.host", postgres.host())
                .and("millrace.postgres.port", postgres.port())
                .and("millrace.postgres.database", postgres.database())
                .and("millrace.postgres.username", postgres.username())
                .and("millrace.postgres.password", postgres.password());
    }

    public ServerProperties and(KafkaAddress kafka) {
        return and("millrace.kafka.bootstrap-servers", kafka.bootstrapServers());
    }

    public ServerProperties and(RedisAddress redis) {
        return and("millrace.redis.host", redis.host())
                .and("millrace.redis.port", redis.port())
                .and("millrace.redis.password", redis.password());
    }

    public ServerProperties and(RedisCluster cluster) {
        List<RedisAddress> nodes = cluster.nodes();
        return and(
                        "millrace.redis.nodes",
                        String.join(
                                ",", nodes.stream().map(RedisAddress::toString).toList()))
                .and("millrace.redis.password", nodes.getFirst().password());
    }

    public ServerProperties and(ElasticsearchAddress elasticsearch) {
        return and("millrace.elasticsearch.uris", elasticsearch.uri().toString());
    }

    /** As on a command line: {@code --name=value}. */
    public List<String> asArguments() {
        return asMap.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toList();
    }

    public ServerProperties and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(asMap);
        more.put(name, value);
        return new ServerProperties(more);
    }
}
