package dev.millrace.connections;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/** Redis: one multiplexed connection for all commands of a process. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
public class RedisConnection {

    /**
     * Reconnects by itself. Commands fail at once while it is disconnected: they would otherwise pile up in memory and
     * be answered long after anyone waits for them.
     */
    @Bean
    LettuceConnectionFactory redisConnectionFactory(RedisSettings settings) {
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration(settings.host(), settings.port());
        if (settings.password() != null) {
            server.setPassword(settings.password());
        }
        ClientOptions options = ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .keepAlive(true)
                        .build())
                .build();
        return new ReachedRedis(
                server,
                LettuceClientConfiguration.builder()
                        .clientName("millrace")
                        .commandTimeout(settings.timeout())
                        .shutdownTimeout(Duration.ZERO)
                        .clientOptions(options)
                        .build());
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
                        connection -> connection
                                .serverCommands()
                                .info("server")
                                .map(info -> info.getProperty("redis_version", "unknown")),
                        ReactiveRedisConnection::closeLater));
    }
}
