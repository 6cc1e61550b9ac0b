package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connections.MillraceConnections;
import dev.millrace.eventbus.Story;
import dev.millrace.eventstore.EventLog;
import dev.millrace.projections.live.LiveWriter;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.testing.RedisCluster;
import dev.millrace.testing.ServerProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** The live view on three nodes of a Redis cluster holds what it holds on one server. */
class LiveClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NODES = 3;

    private static Servers servers;
    private static RedisCluster cluster;
    private static ConfigurableApplicationContext onOne;
    private static ConfigurableApplicationContext onThree;

    private final List<ProjectedEvent> story = Stories.projected(Story.of(51, 12, 300));

    @BeforeAll
    static void connect() {
        servers = new Servers();
        cluster = RedisCluster.start(NODES);
        onOne = connections(ServerProperties.none().and(servers.own().redis()));
        onThree = connections(ServerProperties.none().and(cluster));
    }

    @AfterAll
    static void disconnect() {
        onOne.close();
        onThree.close();
        cluster.close();
        servers.close();
    }

    @Test
    void batches_come_to_the_same_and_what_is_older_changes_nothing() {
        tell(onOne, 1, story);
        tell(onThree, 1, story);
        tell(onThree, 1, story.subList(0, story.size() / 2));

        assertThat(contents(onThree, 1)).hasSizeGreaterThan(100).isEqualTo(contents(onOne, 1));
        assertThat(IntStream.range(0, NODES).mapToLong(cluster::keys)).allMatch(keys -> keys > 20);
    }

    @Test
    void a_generation_goes_from_all_nodes() {
        tell(onThree, 2, story);
        tell(onThree, 3, story);
        writer(onThree).drop(2).block(PATIENCE);

        assertThat(contents(onThree, 2)).isEmpty();
        assertThat(writer(onThree).exists(2).block(PATIENCE)).isFalse();
        assertThat(contents(onThree, 3)).isNotEmpty();
        assertThat(writer(onThree).exists(3).block(PATIENCE)).isTrue();
    }

    @Test
    void a_generation_that_one_node_has_lost_its_part_of_is_found_missing() {
        for (int node = 0; node < NODES; node++) {
            tell(onThree, 4, story);
            assertThat(writer(onThree).exists(4).block(PATIENCE)).isTrue();
            cluster.empty(node);
            assertThat(writer(onThree).exists(4).block(PATIENCE)).isFalse();
        }
    }

    @Test
    void a_generation_of_a_version_with_other_keys_goes_too() {
        var redis = onOne.getBean(ReactiveStringRedisTemplate.class);
        redis.opsForValue().set("{millrace}:7:order:1", "of before").block(PATIENCE);
        redis.opsForValue().set("{millrace}:77:order:1", "of another").block(PATIENCE);
        writer(onOne).drop(7).block(PATIENCE);

        assertThat(redis.hasKey("{millrace}:7:order:1").block(PATIENCE)).isFalse();
        assertThat(redis.hasKey("{millrace}:77:order:1").block(PATIENCE)).isTrue();
    }

    private static void tell(ConfigurableApplicationContext connections, long generation, List<ProjectedEvent> events) {
        LiveWriter writer = writer(connections);
        writer.create(generation).block(PATIENCE);
        for (int from = 0; from < events.size(); from += 50) {
            Stories.write(writer, generation, events.subList(from, Math.min(events.size(), from + 50)));
        }
    }

    private static SortedMap<String, String> contents(ConfigurableApplicationContext connections, long generation) {
        return ReadModelContents.live(
                connections.getBean(ReactiveStringRedisTemplate.class), new LiveKeys(generation).prefix());
    }

    private static LiveWriter writer(ConfigurableApplicationContext connections) {
        return LiveViews.writer(
                connections.getBean(ReactiveStringRedisTemplate.class),
                connections.getBean(EventLog.class),
                Duration.ofDays(36_500));
    }

    private static ConfigurableApplicationContext connections(ServerProperties redis) {
        var settings = new HashMap<>(servers.settings());
        settings.keySet().removeIf(name -> name.startsWith("millrace.redis."));
        settings.putAll(redis.asMap());
        return new SpringApplicationBuilder(MillraceConnections.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
    }
}
