package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import dev.millrace.connections.MillraceConnections;
import dev.millrace.eventbus.PartitionKey;
import dev.millrace.eventbus.Story;
import dev.millrace.eventstore.EventLog;
import dev.millrace.history.HistoryWriter;
import dev.millrace.product.ProductDocuments;
import dev.millrace.product.ProductSearchWriter;
import dev.millrace.sales.SalesWriter;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** However the bus delivers a story (partitions at different speeds, parts of it again), the read models tell the same. */
class AnyDeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;

    private static Servers servers;
    private static ConfigurableApplicationContext connections;
    private static List<ReadModelWriter> writers;
    private static ReadModelContents contents;
    private static long generation;

    @BeforeAll
    static void connect() {
        servers = new Servers();
        connections = new SpringApplicationBuilder(MillraceConnections.class)
                .web(WebApplicationType.NONE)
                .properties(servers.settings())
                .run();
        var redis = connections.getBean(ReactiveStringRedisTemplate.class);
        var elasticsearch = connections.getBean(ElasticsearchAsyncClient.class);
        var transactions = new Transactions(connections.getBean(ConnectionPool.class));
        writers = List.of(
                LiveViews.writer(redis, connections.getBean(EventLog.class), Duration.ofDays(36_500)),
                new ProductSearchWriter(new ProductDocuments(elasticsearch)),
                new HistoryWriter(transactions),
                new SalesWriter(transactions, ZoneId.of("Europe/London")));
        contents = new ReadModelContents(redis, elasticsearch, transactions);
    }

    @AfterAll
    static void disconnect() {
        connections.close();
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void a_story_delivered_in_any_way_makes_the_same_read_models_as_told_in_order(long seed) {
        var story = Stories.projected(Story.of(seed, 6, 25));
        for (var writer : writers) {
            long inOrder = create(writer);
            for (int from = 0; from < story.size(); from += 40) {
                Stories.write(writer, inOrder, story.subList(from, Math.min(story.size(), from + 40)));
            }
            long anyhow = create(writer);
            deliverAnyhow(writer, anyhow, story, new Random(seed));

            assertThat(contents.of(writer.projection(), anyhow))
                    .as(writer.projection() + " of seed " + seed)
                    .isEqualTo(contents.of(writer.projection(), inOrder))
                    .isNotEmpty();
            writer.drop(anyhow).block(PATIENCE);
            assertThat(writer.exists(anyhow).block(PATIENCE)).isFalse();
        }
    }

    @Test
    void an_order_that_was_never_placed_is_refused_by_each_model_of_orders() {
        var story = Stories.projected(Story.of(15, 4, 12));
        var orphan = story.stream()
                .filter(it -> it.type().endsWith("OrderConfirmed"))
                .findFirst()
                .orElseThrow();
        for (var writer : writers) {
            if (writer.handles().contains(orphan.event().getClass())) {
                long empty = create(writer);
                assertThat(writer.write(empty, List.of(orphan))
                                .materialize()
                                .block(PATIENCE)
                                .isOnError())
                        .isTrue();
            }
        }
    }

    private static long create(ReadModelWriter writer) {
        writer.create(++generation).block(PATIENCE);
        assertThat(writer.exists(generation).block(PATIENCE)).isTrue();
        return generation;
    }

    /** Partitions run ahead of each other, and now and then one begins again some way back. */
    private static void deliverAnyhow(
            ReadModelWriter writer, long generation, List<ProjectedEvent> story, Random random) {
        List<List<ProjectedEvent>> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
        story.forEach(it -> partitions
                .get(PartitionKey.partition(it.event().partitionKey(), PARTITIONS))
                .add(it));
        int[] next = new int[PARTITIONS];
        while (!finished(partitions, next)) {
            List<ProjectedEvent> batch = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                if (random.nextInt(3) == 0) {
                    if (random.nextInt(4) == 0) {
                        next[partition] = Math.max(0, next[partition] - random.nextInt(25));
                    }
                    var all = partitions.get(partition);
                    int to = Math.min(all.size(), next[partition] + random.nextInt(30));
                    batch.addAll(all.subList(next[partition], to));
                    next[partition] = to;
                }
            }
            Stories.write(writer, generation, batch);
        }
    }

    private static boolean finished(List<List<ProjectedEvent>> partitions, int[] next) {
        for (int i = 0; i < PARTITIONS; i++) {
            if (next[i] < partitions.get(i).size()) {
                return false;
            }
        }
        return true;
    }
}
