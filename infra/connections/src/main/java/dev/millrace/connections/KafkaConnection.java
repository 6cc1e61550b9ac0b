package dev.millrace.connections;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Kafka: where it is, and a client for its topics. Producers and consumers are made by those who know what for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
public class KafkaConnection {

    private static final int TIMEOUT_MILLIS = 10_000;

    @Bean(destroyMethod = "close")
    Admin kafkaAdmin(KafkaSettings settings) {
        Map<String, Object> configuration = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrap(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "millrace-admin",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                TIMEOUT_MILLIS / 2);
        return new ForwardingAdmin(configuration) {
            // A broker that is down must not hold up the end of the process.
            @Override
            public void close() {
                close(Duration.ofSeconds(1));
            }
        };
    }

    @Bean
    ReactiveHealthIndicator kafkaHealthIndicator(Admin kafkaAdmin) {
        return new ServerHealth(
                "Kafka",
                () -> Mono.fromFuture(() -> kafkaAdmin
                                .describeCluster()
                                .nodes()
                                .toCompletionStage()
                                .toCompletableFuture())
                        .map(nodes -> nodes.size() + " brokers"));
    }
}
