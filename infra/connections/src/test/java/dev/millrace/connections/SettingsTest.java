package dev.millrace.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

class SettingsTest {

    private final ApplicationContextRunner all = new ApplicationContextRunner()
            .withUserConfiguration(
                    PostgresConnection.class,
                    RedisConnection.class,
                    ElasticsearchConnection.class,
                    KafkaConnection.class)
            .withPropertyValues(
                    "millrace.postgres.host=127.0.0.1",
                    "millrace.postgres.port=1",
                    "millrace.redis.host=127.0.0.1",
                    "millrace.redis.port=1",
                    "millrace.elasticsearch.uris=http://127.0.0.1:1",
                    "millrace.kafka.bootstrap-servers=127.0.0.1:1");

    @Test
    void a_process_starts_while_its_servers_are_down() {
        all.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBeansOfType(ReactiveHealthIndicator.class)).hasSize(4);
            assertThat(context.getBean(ConnectionFactory.class)).isInstanceOf(ConnectionPool.class);
            assertThat(context).hasSingleBean(ReactiveStringRedisTemplate.class);
        });
    }

    @Test
    void a_process_needs_settings_only_for_the_servers_it_uses() {
        new ApplicationContextRunner()
                .withUserConfiguration(PostgresConnection.class)
                .withPropertyValues("millrace.postgres.host=127.0.0.1")
                .run(context -> assertThat(context.getBeansOfType(ReactiveHealthIndicator.class))
                        .containsOnlyKeys("postgresHealthIndicator"));
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.postgres.host,                 '',                     millrace.postgres.host is not set",
        "millrace.postgres.port,                 0,                      'millrace.postgres.port is 0, expected 1 to 65535'",
        "millrace.postgres.pool-min-size,        51,                     'millrace.postgres.pool-min-size is 51, expected 0 to 50'",
        "millrace.postgres.acquire-timeout,      0s,                     'millrace.postgres.acquire-timeout is PT0S, expected a time above zero'",
        "millrace.redis.host,                    '',                     millrace.redis.host is not set",
        "millrace.redis.nodes,                   localhost,              'millrace.redis.nodes has ''localhost'', expected host:port'",
        "millrace.redis.nodes,                   localhost:99999,        'millrace.redis.nodes has ''localhost:99999'', expected host:port'",
        "millrace.redis.nodes,                   localhost:7000,         'millrace.redis.host and millrace.redis.nodes are both set, expected the one for a server or the other for a cluster'",
        "millrace.elasticsearch.uris,            '',                     millrace.elasticsearch.uris is not set",
        "millrace.elasticsearch.uris,            localhost:9200,         'millrace.elasticsearch.uris must be like http://host:9200, without user or password'",
        "millrace.kafka.bootstrap-servers,       localhost,              'millrace.kafka.bootstrap-servers has ''localhost'', expected host:port'",
    })
    void a_wrong_setting_stops_the_start_and_is_named(String name, String value, String message) {
        all.withPropertyValues(name + "=" + value).run(context -> {
            assertThat(context).hasFailed();
            assertThat(Throwables.getRootCause(context.getStartupFailure())).hasMessage(message);
        });
    }

    @Test
    void settings_never_print_a_password() {
        all.withPropertyValues("millrace.postgres.password=s3cret", "millrace.redis.password=s3cret")
                .run(context -> {
                    assertThat(context.getBean(PostgresSettings.class).toString())
                            .doesNotContain("s3cret");
                    assertThat(context.getBean(RedisSettings.class).toString()).doesNotContain("s3cret");
                });
    }
}
