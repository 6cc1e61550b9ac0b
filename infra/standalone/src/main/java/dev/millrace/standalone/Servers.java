package dev.millrace.standalone;

import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.local.LocalServersSettings;
import dev.millrace.local.ServerProgress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/** The servers that the platform runs on: those it was given, and local ones for the rest. Blocks while it starts and stops. */
final class Servers implements AutoCloseable {

    private final @Nullable LocalServers local;
    private final Map<String, Object> settings;

    private Servers(@Nullable LocalServers local, Map<String, Object> settings) {
        this.local = local;
        this.settings = Map.copyOf(settings);
    }

    static Servers start(Binder settings, Path folder, Consumer<ServerProgress> progress) {
        Set<LocalServer> needed = EnumSet.noneOf(LocalServer.class);
        for (LocalServer server : LocalServer.values()) {
            if (givenBy(server).stream()
                    .noneMatch(name -> settings.bind(name, String.class).isBound())) {
                needed.add(server);
            }
        }
        if (needed.isEmpty()) {
            return new Servers(null, Map.of());
        }
        LocalServersSettings wished =
                LocalServersSettings.in(folder).withServers(needed).withProgress(progress);
        for (LocalServer server : needed) {
            wished = wished.withPort(server, StandaloneSettings.port(settings, portSetting(server), 0));
        }
        LocalServers started = LocalServers.start(wished);
        return new Servers(started, addresses(started, needed));
    }

    /** Where the local servers are, as settings for the platform's processes. */
    Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
    }

    /** The settings each of which, when given, means that a server exists already. */
    private static List<String> givenBy(LocalServer server) {
        return switch (server) {
            case POSTGRESQL -> List.of("millrace.postgres.host");
            case KAFKA -> List.of("millrace.kafka.bootstrap-servers");
            case REDIS -> List.of("millrace.redis.host", "millrace.redis.nodes");
            case ELASTICSEARCH -> List.of("millrace.elasticsearch.uris");
        };
    }

    private static String portSetting(LocalServer server) {
        return "millrace.local.%s.port".formatted(server.name().toLowerCase(java.util.Locale.ROOT));
    }

    private static Map<String, Object> addresses(LocalServers servers, Set<LocalServer> started) {
        Map<String, Object> settings = new HashMap<>();
        if (started.contains(LocalServer.POSTGRESQL)) {
            var postgres = servers.postgres();
            settings.put("millrace.postgres.host", postgres.host());
            settings.put("millrace.postgres.port", postgres.port());
            settings.put("millrace.postgres.database", postgres.database());
            settings.put("millrace.postgres.username", postgres.username());
            settings.put("millrace.postgres.password", postgres.password());
        }
        if (started.contains(LocalServer.KAFKA)) {
            settings.put("millrace.kafka.bootstrap-servers", servers.kafka().bootstrapServers());
        }
        if (started.contains(LocalServer.REDIS)) {
            settings.put("millrace.redis.host", servers.redis().host());
            settings.put("millrace.redis.port", servers.redis().port());
            settings.put("millrace.redis.password", servers.redis().password());
        }
        if (started.contains(LocalServer.ELASTICSEARCH)) {
            settings.put(
                    "millrace.elasticsearch.uris", servers.elasticsearch().uri().toString());
        }
        return settings;
    }
}
