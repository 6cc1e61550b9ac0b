package dev.millrace.connections;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is: one server, or a cluster.
 *
 * @param host of the one server; blank for a cluster
 * @param port of the one server
 * @param nodes {@code host:port} of some nodes of the cluster, which tell of the others; empty for one server
 * @param password absent where the server asks for none
 * @param timeout how long a command, or a connection attempt, may take
 */
@ConfigurationProperties("millrace.redis")
public record RedisSettings(
        @DefaultValue("") String host,
        @DefaultValue("6379") int port,
        @DefaultValue List<String> nodes,
        @Nullable String password,
        @DefaultValue("2s") Duration timeout) {

    /** @throws IllegalArgumentException naming the setting that is missing or out of bounds */
    public RedisSettings {
        nodes = Setting.addresses("millrace.redis.nodes", nodes);
        if (nodes.isEmpty()) {
            Setting.text("millrace.redis.host", host);
        } else if (!host.isBlank()) {
            throw new IllegalArgumentException(
                    "millrace.redis.host and millrace.redis.nodes are both set, expected the one for a server or the other for a cluster");
        }
        Setting.between("millrace.redis.port", 1, 65_535, port);
        Setting.positive("millrace.redis.timeout", timeout);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return nodes.isEmpty() ? "redis://%s:%d".formatted(host, port) : "redis://" + String.join(",", nodes);
    }
}
