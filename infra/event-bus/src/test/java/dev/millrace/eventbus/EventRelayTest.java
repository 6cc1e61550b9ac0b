package dev.millrace.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.id.Sku;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

class EventRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;

    private final String topic = "test." + UUID.randomUUID();
    private final Map<String, Object> settings = new HashMap<>();
    private final List<BusEvent> received = new CopyOnWriteArrayList<>();
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private ConfigurableApplicationContext process;
    private Disposable consumer;

    @BeforeEach
    void start() {
        var postgres = TestServers.freshDatabase();
        settings.putAll(Map.of(
                "millrace.postgres.host", postgres.host(),
                "millrace.postgres.port", postgres.port(),
                "millrace.postgres.database", postgres.database(),
                "millrace.postgres.username", postgres.username(),
                "millrace.postgres.password", postgres.password(),
                "millrace.kafka.bootstrap-servers", TestServers.kafka().bootstrapServers(),
                "millrace.bus.topic", topic,
                "millrace.bus.partitions", PARTITIONS,
                "millrace.public-url", "https://shop.example/base/"));
        process = process();
        consumer = consume("readers");
    }

    private ConfigurableApplicationContext process() {
        return new SpringApplicationBuilder(EventBus.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
    }

    private Disposable consume(String group) {
        return consume(group, Duration.ofMillis(20), Mono.never());
    }

    private Disposable consume(String group, Duration linger, Mono<Void> awaited) {
        var options = new EventConsumer.Options(group + topic, linger, 500, awaited);
        return process.getBean(EventTopic.class)
                .awaited()
                .then(process.getBean(EventConsumer.class)
                        .consume(
                                options,
                                batches -> Mono.fromRunnable(() -> batches.forEach(batch -> {
                                    received.addAll(batch.events());
                                    positions.merge(batch.partition(), batch.position(), Math::max);
                                }))))
                .subscribe();
    }

    @AfterEach
    void stop() {
        consumer.dispose();
        process.close();
    }

    @Test
    void the_bus_carries_every_event_as_stored_and_each_key_in_order_though_the_relay_is_cut_off_and_restarted() {
        var story = Story.of(1, 10, 150);
        int third = story.size() / 3;
        append(story.subList(0, third));
        cutOffTheRelay();
        append(story.subList(third, 2 * third));
        var relay = process.getBean(EventRelay.class);
        relay.stop();
        append(story.subList(2 * third, story.size()));
        cutOffTheRelay();
        relay.start();

        var stored = stored();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(firsts()).hasSameSizeAs(stored));
        assertCarried(stored);
    }

    @Test
    void a_watermark_tells_every_partition_that_nothing_is_missing_up_to_the_head() {
        append(Story.of(2, 3, 5));
        long head = log().head().block(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(positions).hasSize(PARTITIONS);
            assertThat(positions.values()).containsOnly(head);
        });
    }

    @Test
    void another_instance_takes_over_when_the_relaying_one_ends() {
        try (var second = process()) {
            var story = Story.of(3, 5, 40);
            int half = story.size() / 2;
            append(story.subList(0, half));
            process.getBean(EventRelay.class).stop();
            append(story.subList(half, story.size()));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(firsts()).hasSameSizeAs(story));
            assertCarried(stored());
            assertThat(second.getBean(EventRelay.class).isRunning()).isTrue();
        }
    }

    @Test
    void an_idle_bus_tells_a_newcomer_where_it_is() {
        append(Story.of(4, 1, 1));
        long head = log().head().block(PATIENCE);
        await().atMost(PATIENCE).until(() -> positions.size() == PARTITIONS);
        consumer.dispose();
        positions.clear();

        consumer = consume("readers");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(positions.values()).hasSize(PARTITIONS).containsOnly(head));
    }

    @Test
    void an_event_that_is_too_large_for_a_record_goes_without_its_data_and_stops_nobody() {
        process.getBean(EventTopic.class).awaited().block(PATIENCE);
        var largest = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "4000");
        process.getBean(Admin.class)
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(largest, AlterConfigOp.OpType.SET))))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        cutOffTheRelay();
        var sku = new Sku("LARGE");
        List<BusinessEvent> events = new ArrayList<>(Story.of(9, 3, 20));
        events.add(new ProductCreated(sku, "Large", "x".repeat(5_000), Money.parse("GBP 1.00")));
        events.add(new ProductPriced(sku, Money.parse("GBP 2.00"), Money.parse("GBP 1.00")));
        events.addAll(Story.of(10, 3, 20));

        append(events);

        var stored = stored();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(firsts()).hasSameSizeAs(stored));
        assertCarried(stored);
        var without = records().stream()
                .filter(it -> header(it, "ce_dataref") != null)
                .toList();
        assertThat(without).isNotEmpty().allSatisfy(it -> {
            assertThat(it.value()).asString().isEqualTo("null");
            assertThat(header(it, "ce_subject")).isEqualTo("LARGE");
            assertThat(header(it, "ce_dataref"))
                    .isEqualTo(
                            "https://shop.example/base/api/v1/events/at/%s/data".formatted(header(it, "ce_position")));
        });
    }

    @Test
    void records_are_as_the_asyncapi_document_says() throws IOException {
        append(Story.of(11, 10, 150));
        var stored = stored();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(firsts()).hasSameSizeAs(stored));
        var document = new AsyncApi();

        var records = records();
        Set<String> faults = new TreeSet<>();
        for (var it : records) {
            Map<String, String> headers = new TreeMap<>();
            it.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            faults.addAll(document.faults(header(it, "ce_type"), headers));
            assertThat(it.key()).isNotEmpty();
            assertThat(JsonMapper.shared().readTree(it.value()).isObject()).isTrue();
        }
        assertThat(faults).isEmpty();
        assertThat(records.stream().map(it -> header(it, "ce_type"))).contains("dev.millrace.watermark");
        assertThat(records.stream().map(it -> header(it, "ce_dataschema")))
                .contains("https://shop.example/base/api/v1/event-schemas/millrace.order.OrderPlaced/1");
    }

    @Test
    void records_of_earlier_versions_are_read_as_they_were() {
        process.getBean(EventTopic.class).awaited().block(PATIENCE);
        var id = UUID.randomUUID();
        Map<String, Object> producer =
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "compression.type", "lz4");
        try (var old = new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            old.send(new ProducerRecord<>(
                    topic,
                    1,
                    "OLD".getBytes(UTF_8),
                    "{\"sku\":\"OLD\"}".getBytes(UTF_8),
                    headers(Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", id.toString(),
                            "ce_source", "/millrace",
                            "ce_type", "millrace.product.ProductWithdrawn",
                            "ce_subject", "OLD",
                            "ce_time", "2026-03-28T22:00:00Z",
                            "ce_dataschema", "https://millrace.dev/schemas/millrace.product/ProductWithdrawn/1",
                            "ce_position", "70000",
                            "content-type", "application/json"))));
            old.send(new ProducerRecord<>(
                    topic,
                    1,
                    (byte[]) null,
                    new byte[0],
                    headers(Map.of("ce_type", "dev.millrace.watermark", "ce_position", "70001"))));
        }

        await().atMost(PATIENCE).until(() -> positions.getOrDefault(1, 0L) == 70_001);
        assertThat(received).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(id);
            assertThat(event.version()).isEqualTo("1");
            assertThat(event.position()).isEqualTo(70_000);
            assertThat(event.payload()).asString().isEqualTo("{\"sku\":\"OLD\"}");
        });
    }

    private static List<Header> headers(Map<String, String> texts) {
        return texts.entrySet().stream()
                .<Header>map(
                        text -> new RecordHeader(text.getKey(), text.getValue().getBytes(UTF_8)))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> it, String name) {
        var header = it.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    /** All that the topic holds. */
    private List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var reader = new KafkaConsumer<byte[], byte[]>(
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new TopicPartition(topic, number))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            var ends = reader.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> reader.position(it) < ends.get(it))) {
                reader.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void a_consumer_gathers_events_until_somebody_waits_for_them() {
        consumer.dispose();
        positions.clear();
        Sinks.Many<Boolean> awaited = Sinks.many().multicast().directBestEffort();
        consumer = consume(
                "gatherers",
                Duration.ofDays(1),
                Mono.defer(() -> awaited.asFlux().next().then()));
        append(Story.of(6, 3, 5));
        // The first batches come at once, and then it rests for as long as there is nobody.
        await().atMost(PATIENCE).until(() -> awaited.currentSubscriberCount() == 1);
        append(Story.of(7, 3, 5));
        append(Story.of(8, 3, 5));
        long head = log().head().block(PATIENCE);
        await().during(Duration.ofMillis(500))
                .atMost(PATIENCE)
                .until(() -> positions.values().stream().anyMatch(position -> position < head));

        await().atMost(PATIENCE).untilAsserted(() -> {
            awaited.tryEmitNext(true);
            assertThat(positions.values()).hasSize(PARTITIONS).containsOnly(head);
        });
    }

    @Test
    void a_topic_that_is_removed_under_the_relay_is_made_anew_and_filled_from_the_beginning() {
        var story = Story.of(5, 10, 100);
        int half = story.size() / 2;
        append(story.subList(0, half));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(firsts()).hasSize(half));

        process.getBean(Admin.class)
                .deleteTopics(List.of(topic))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        received.clear();
        append(story.subList(half, story.size()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(firsts()).hasSameSizeAs(story));
        assertCarried(stored());
    }

    private void assertCarried(List<StoredEvent> stored) {
        var firsts = firsts();
        for (var event : stored) {
            var carried = firsts.get(event.position());
            assertThat(carried.payload()).isEqualTo(event.payload());
            assertThat(carried)
                    .usingRecursiveComparison()
                    .ignoringFields("payload")
                    .isEqualTo(BusEvent.of(event));
            assertThat(carried.key()).isEqualTo(carried.decode().partitionKey());
        }
        Map<String, Long> last = new HashMap<>();
        received.stream().filter(it -> firsts.get(it.position()) == it).forEach(it -> {
            assertThat(it.position()).isGreaterThan(last.getOrDefault(it.key(), 0L));
            last.put(it.key(), it.position());
        });
    }

    /** What came, each the first time it came. */
    private Map<Long, BusEvent> firsts() {
        Map<Long, BusEvent> firsts = new HashMap<>();
        received.forEach(it -> firsts.putIfAbsent(it.position(), it));
        return firsts;
    }

    private List<StoredEvent> stored() {
        return log().read(Criteria.everything(), 0).collectList().block(PATIENCE);
    }

    private void append(List<BusinessEvent> events) {
        Flux.fromIterable(events)
                .map(Facts::of)
                .buffer(50)
                .concatMap(some -> log().append(some, AppendCondition.none()))
                .blockLast(PATIENCE);
    }

    private EventLog log() {
        return process.getBean(EventLog.class);
    }

    private void cutOffTheRelay() {
        Flux.usingWhen(
                        process.getBean(ConnectionPool.class).create(),
                        connection -> Flux.from(connection.createStatement("""
                                                select pg_terminate_backend(pid) from pg_locks
                                                where locktype = 'advisory' and granted
                                                  and database = (select oid from pg_database where datname = current_database())
                                                """).execute())
                                .flatMap(result -> result.map(row -> row.get(0, Boolean.class))),
                        connection -> connection.close())
                .blockLast(PATIENCE);
    }
}
