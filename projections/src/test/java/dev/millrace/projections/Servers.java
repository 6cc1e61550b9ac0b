package dev.millrace.projections;

import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.testing.TestServers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Servers of a test's own where names can't keep tests apart, as settings for a process. */
final class Servers implements AutoCloseable {
    private final LocalServers own = TestServers.own(LocalServer.REDIS, LocalServer.ELASTICSEARCH);
    private final Map<String, Object> settings = new HashMap<>();

    Servers() {
        var postgres = TestServers.freshDatabase();
        settings.putAll(Map.of(
                "millrace.postgres.host", postgres.host(),
                "millrace.postgres.port", postgres.port(),
                "millrace.postgres.database", postgres.database(),
                "millrace.postgres.username", postgres.username(),
                "millrace.postgres.password", postgres.password(),
                "millrace.redis.host", own.redis().host(),
                "millrace.redis.port", own.redis().port(),
                "millrace.redis.password", own.redis().password(),
                "millrace.redis.timeout", "20s",
                "millrace.elasticsearch.uris", own.elasticsearch().uri()));
        settings.putAll(Map.of(
                "millrace.postgres.acquire-timeout",
                "20s",
                "millrace.kafka.bootstrap-servers",
                TestServers.kafka().bootstrapServers(),
                "millrace.bus.topic",
                "test." + UUID.randomUUID(),
                "millrace.bus.partitions",
                ProjectionsTest.PARTITIONS,
                "server.port",
                0,
                "logging.level.org.apache.kafka",
                "warn",
                "spring.main.banner-mode",
                "off"));
    }

    Map<String, Object> settings() {
        return settings;
    }

    LocalServers own() {
        return own;
    }

    @Override
    public void close() {
        own.close();
    }
}
