package dev.millrace.connections;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.ReactiveRedisClusterConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/** Redis: one multiplexed connection for all commands of a process, or one to each node of a cluster. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
public class RedisConnection {

    private static final Duration TOPOLOGY = Duration.ofSeconds(30);

    /**
     * Reconnects by itself. Commands fail at once while it is disconnected: they would otherwise pile up in memory and
     * be answered long after anyone waits for them.
     */
    @Bean
    LettuceConnectionFactory redisConnectionFactory(RedisSettings settings) {
        ClientOptions.Builder options = settings.nodes().isEmpty()
                ? ClientOptions.builder()
                : ClusterClientOptions.builder()
                        .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                                .enablePeriodicRefresh(TOPOLOGY)
                                .build());
        options.autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .keepAlive(true)
                        .build());
        return new ReachedRedis(
                settings,
                servers(settings),
                LettuceClientConfiguration.builder()
                        .clientName("millrace")
                        .commandTimeout(settings.timeout())
                        .shutdownTimeout(Duration.ZERO)
                        .clientOptions(options.build())
                        .build());
    }

    private static RedisConfiguration servers(RedisSettings settings) {
        if (settings.nodes().isEmpty()) {
            RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(settings.host(), settings.port());
            server.setPassword(settings.password());
            return server;
        }
        RedisClusterConfiguration cluster = new RedisClusterConfiguration(settings.nodes());
        cluster.setPassword(settings.password());
        return cluster;
    }

    @Bean
    ReactiveStringRedisTemplate reactiveStringRedisTemplate(ReactiveRedisConnectionFactory redisConnectionFactory) {
        return new ReactiveStringRedisTemplate(redisConnectionFactory);
    }

    @Bean
    ReactiveHealthIndicator redisHealthIndicator(ReactiveRedisConnectionFactory redisConnectionFactory) {
        return new ServerHealth(
                "Redis",
                () -> Mono.usingWhen(
                        Mono.fromSupplier(redisConnectionFactory::getReactiveConnection),
                        RedisConnection::version,
                        ReactiveRedisConnection::closeLater));
    }

    /** Those of all nodes, in a cluster that has all slots. */
    private static Mono<String> version(ReactiveRedisConnection connection) {
        Mono<String> version = connection
                .serverCommands()
                .info("server")
                .map(info -> info.stringPropertyNames().stream()
                        .filter(name -> name.endsWith("redis_version"))
                        .map(info::getProperty)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return connection instanceof ReactiveRedisClusterConnection cluster
                ? cluster.clusterGetClusterInfo()
                        .filter(info -> "ok".equals(info.getState()))
                        .switchIfEmpty(Mono.error(() -> new RedisConnectionFailureException("some slots have no node")))
                        .then(version)
                : version;
    }
}
