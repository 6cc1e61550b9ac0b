package dev.millrace.connections;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param password absent where the server asks for none
 * @param timeout how long a command, or a connection attempt, may take
 */
@ConfigurationProperties("millrace.redis")
public record RedisSettings(
        String host,
        @DefaultValue("6379") int port,
        @Nullable String password,
        @DefaultValue("2s") Duration timeout) {

    /** @throws IllegalArgumentException naming the setting that is missing or out of bounds */
    public RedisSettings {
        Setting.text("millrace.redis.host", host);
        Setting.between("millrace.redis.port", 1, 65_535, port);
        Setting.positive("millrace.redis.timeout", timeout);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "redis://%s:%d".formatted(host, port);
    }
}
