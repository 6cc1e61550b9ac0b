package dev.millrace.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.testing.RedisCluster;
import dev.millrace.testing.ServerProperties;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One process and three nodes that have a third of the keys each. */
class RedisClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NODES = 3;
    private static final List<String> KEYS =
            IntStream.range(0, 100).mapToObj(number -> "key" + number).toList();

    private static RedisCluster cluster;
    private static AnnotationConfigApplicationContext process;
    private static ReactiveStringRedisTemplate redis;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start(NODES);
        process = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(ServerProperties.none().and(cluster).asMap().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue()))
                .applyTo(process);
        process.register(RedisConnection.class);
        process.refresh();
        redis = process.getBean(ReactiveStringRedisTemplate.class);
    }

    @AfterAll
    static void stop() {
        process.close();
        cluster.close();
    }

    @Test
    void keys_are_spread_over_the_nodes_and_read_at_once() {
        write().blockLast(PATIENCE);

        assertThat(IntStream.range(0, NODES).mapToLong(cluster::keys)).allMatch(keys -> keys >= 20);
        assertThat(redis.opsForValue().multiGet(KEYS).block(PATIENCE)).isEqualTo(KEYS);
        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails()).containsKey("version");
    }

    @Test
    void a_node_that_dies_is_named_and_used_again_when_it_is_back() {
        write().blockLast(PATIENCE);

        cluster.kill(1);
        Throwable failure = await().atMost(PATIENCE).until(RedisClusterTest::failure, found -> found != null);
        assertThat(Unavailable.causes(failure)).as("%s", failure).contains(Unavailable.REDIS);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(Unavailable.causes(Objects.requireNonNull(failure()))).contains(Unavailable.REDIS);
        });

        cluster.revive(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(failure()).isNull());
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void news_are_heard_whatever_node_they_are_told_to() {
        RedisNews news = new RedisNews(redis);
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        List<String> channels =
                IntStream.range(0, 10).mapToObj(number -> "channel" + number).toList();
        var listening = channels.stream()
                .map(channel -> news.listen(channel, String.class, heard::add))
                .toList();
        await().atMost(PATIENCE).untilAsserted(() -> {
            channels.forEach(channel -> news.tell(channel, channel));
            assertThat(heard).containsAll(channels);
        });
        listening.forEach(it -> it.dispose());
    }

    private static Flux<Boolean> write() {
        return Flux.fromIterable(KEYS).flatMap(key -> redis.opsForValue().set(key, key));
    }

    private static Throwable failure() {
        return write().then(Mono.<Throwable>empty()).onErrorResume(Mono::just).block(PATIENCE);
    }

    private static Health health() {
        return process.getBean(ReactiveHealthIndicator.class).health().block(PATIENCE);
    }
}
