package dev.millrace.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.millrace.eventstore.EventLog;
import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.testing.ServerProperties;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One process, four servers that are killed under it and come back. */
class RecoveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POOL_SIZE = 4;

    private static LocalServers servers;
    private static AnnotationConfigApplicationContext process;

    @BeforeAll
    static void start() {
        servers = TestServers.own(
                LocalServer.POSTGRESQL, LocalServer.REDIS, LocalServer.ELASTICSEARCH, LocalServer.KAFKA);
        process = process(ServerProperties.none()
                .and(servers.postgres())
                .and(servers.redis())
                .and(servers.elasticsearch())
                .and(servers.kafka())
                .and("millrace.postgres.pool-min-size", 2)
                .and("millrace.postgres.pool-max-size", POOL_SIZE));
    }

    @AfterAll
    static void stop() {
        process.close();
        servers.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_dies_is_named_and_used_again_when_it_is_back(LocalServer server) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(failure(server)).isNull());
        assertThat(health(server).getStatus()).isEqualTo(Status.UP);

        servers.kill(server);
        Throwable failure = await().atMost(PATIENCE).until(() -> failure(server), found -> found != null);
        assertThat(Unavailable.causes(failure)).as("%s", failure).contains(name(server));
        assertThat(health(server).getStatus()).isEqualTo(Status.DOWN);

        servers.start(server);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(failure(server)).isNull());
        assertThat(health(server).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void redis_that_was_not_there_at_the_start_is_reached_later() {
        servers.kill(LocalServer.REDIS);
        try (AnnotationConfigApplicationContext early = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(ServerProperties.none().and(servers.redis()).asMap().entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue()))
                    .applyTo(early);
            early.register(RedisConnection.class);
            early.refresh();
            ReactiveStringRedisTemplate redis = early.getBean(ReactiveStringRedisTemplate.class);
            Throwable failure = failure(redis.opsForValue().get("key"));
            assertThat(Unavailable.causes(failure)).contains(Unavailable.REDIS);

            servers.start(LocalServer.REDIS);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(failure(redis.opsForValue().get("key"))).isNull());
        } finally {
            servers.start(LocalServer.REDIS);
        }
    }

    @Test
    void work_that_finds_no_connection_fails_in_time_and_as_unavailable() {
        ConnectionPool pool = process.getBean(ConnectionPool.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(failure(LocalServer.POSTGRESQL)).isNull());
        List<Connection> all = Flux.range(0, POOL_SIZE)
                .flatMap(number -> pool.create())
                .collectList()
                .block(PATIENCE);
        try {
            Throwable failure = failure(pool.create().flatMap(connection -> Mono.from(connection.close())));
            assertThat(Unavailable.causes(failure)).as("%s", failure).contains(Unavailable.POSTGRESQL);
        } finally {
            Flux.fromIterable(all).flatMap(Connection::close).blockLast(PATIENCE);
        }
        assertThat(failure(LocalServer.POSTGRESQL)).isNull();
    }

    @Test
    void a_server_that_can_take_no_more_is_named() {
        for (String state : List.of("disk_full", "out_of_memory", "read_only_sql_transaction")) {
            Throwable failure = failure(statement("DO $$ BEGIN RAISE USING ERRCODE = '" + state + "'; END $$"));
            assertThat(Unavailable.causes(failure)).as("%s", failure).contains(Unavailable.POSTGRESQL);
        }

        ReactiveStringRedisTemplate redis = process.getBean(ReactiveStringRedisTemplate.class);
        redis("maxmemory", "1");
        try {
            RedisScript<String> script = RedisScript.of("return redis.call('SET', KEYS[1], 'value')", String.class);
            for (Mono<?> write : List.of(
                    redis.opsForValue().set("key", "value"),
                    redis.execute(script, List.of("key")).then())) {
                Throwable full = failure(write);
                assertThat(Unavailable.causes(full)).as("%s", full).contains(Unavailable.REDIS);
            }
        } finally {
            redis("maxmemory", "0");
        }

        // What Elasticsearch does to an index by itself when its disk is nearly full.
        Mono.fromFuture(() -> elasticsearch()
                        .indices()
                        .create(index -> index.index("full")
                                .settings(settings -> settings.blocks(b -> b.readOnlyAllowDelete(true)))))
                .block(PATIENCE);
        Throwable full = failure(Mono.fromFuture(() ->
                elasticsearch().index(index -> index.index("full").document(Map.of("a", 1)))));
        assertThat(Unavailable.causes(full)).as("%s", full).contains(Unavailable.ELASTICSEARCH);
    }

    private static void redis(String setting, String value) {
        process.getBean(ReactiveStringRedisTemplate.class)
                .execute(connection -> connection.serverCommands().setConfig(setting, value))
                .blockLast(PATIENCE);
    }

    @Test
    void a_mistake_is_not_taken_for_an_absence() {
        assertThat(Unavailable.causes(failure(statement("SELECT nothing FROM nowhere"))))
                .isEmpty();
        assertThat(Unavailable.causes(failure(statement("DO $$ BEGIN RAISE EXCEPTION 'refused'; END $$"))))
                .isEmpty();
        assertThat(Unavailable.causes(failure(Mono.fromFuture(
                        () -> elasticsearch().get(get -> get.index("none").id("1"), Map.class)))))
                .isEmpty();
        ReactiveStringRedisTemplate redis = process.getBean(ReactiveStringRedisTemplate.class);
        assertThat(Unavailable.causes(failure(redis.opsForValue()
                        .set("text", "a")
                        .then(redis.opsForValue().increment("text")))))
                .isEmpty();
        assertThat(Unavailable.causes(new IllegalStateException("own"))).isEmpty();
    }

    private static Throwable failure(LocalServer server) {
        return failure(
                switch (server) {
                    case POSTGRESQL ->
                        statement("SELECT 1")
                                .then(process.getBean(EventLog.class).head());
                    case REDIS ->
                        process.getBean(ReactiveStringRedisTemplate.class)
                                .opsForValue()
                                .set("key", "value");
                    case ELASTICSEARCH ->
                        Mono.fromFuture(() -> elasticsearch().indices().exists(index -> index.index("none")));
                    case KAFKA ->
                        Mono.fromFuture(() -> process.getBean(Admin.class)
                                .listTopics()
                                .names()
                                .toCompletionStage()
                                .toCompletableFuture());
                });
    }

    private static Throwable failure(Mono<?> work) {
        return work.then(Mono.<Throwable>empty()).onErrorResume(Mono::just).block(Duration.ofSeconds(30));
    }

    private static Mono<Long> statement(String sql) {
        return Mono.usingWhen(
                process.getBean(ConnectionPool.class).create(),
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .flatMap(result -> result.getRowsUpdated())
                        .then(Mono.just(1L)),
                connection -> connection.close());
    }

    private static ElasticsearchAsyncClient elasticsearch() {
        return process.getBean(ElasticsearchAsyncClient.class);
    }

    private static Health health(LocalServer server) {
        String bean = switch (server) {
            case POSTGRESQL -> "postgresHealthIndicator";
            case REDIS -> "redisHealthIndicator";
            case ELASTICSEARCH -> "elasticsearchHealthIndicator";
            case KAFKA -> "kafkaHealthIndicator";
        };
        return process.getBean(bean, ReactiveHealthIndicator.class).health().block(PATIENCE);
    }

    private static String name(LocalServer server) {
        return switch (server) {
            case POSTGRESQL -> Unavailable.POSTGRESQL;
            case REDIS -> Unavailable.REDIS;
            case ELASTICSEARCH -> Unavailable.ELASTICSEARCH;
            case KAFKA -> Unavailable.KAFKA;
        };
    }

    private static AnnotationConfigApplicationContext process(ServerProperties settings) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(settings.asMap().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue()))
                .applyTo(context);
        context.register(MillraceConnections.class);
        context.refresh();
        return context;
    }
}
