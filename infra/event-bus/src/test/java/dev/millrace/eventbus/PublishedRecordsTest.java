package dev.millrace.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.id.Sku;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.testing.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What other programs find on the topic. */
class PublishedRecordsTest {

    private final TestBus bus = new TestBus();

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void an_event_that_is_too_large_for_a_record_goes_without_its_data_and_stops_nobody() {
        bus.bean(EventTopic.class).awaited().block(TestBus.PATIENCE);
        var largest = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "4000");
        bus.bean(Admin.class)
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, bus.topic),
                        List.of(new AlterConfigOp(largest, AlterConfigOp.OpType.SET))))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        bus.cutOffTheRelay();
        var sku = new Sku("LARGE");
        List<BusinessEvent> events = new ArrayList<>(Story.of(9, 3, 20));
        events.add(new ProductCreated(sku, "Large", "x".repeat(5_000), Money.parse("GBP 1.00")));
        events.add(new ProductPriced(sku, Money.parse("GBP 2.00"), Money.parse("GBP 1.00")));
        events.addAll(Story.of(10, 3, 20));

        bus.append(events);

        var stored = bus.stored();
        await().atMost(TestBus.PATIENCE)
                .untilAsserted(() -> assertThat(bus.firsts()).hasSameSizeAs(stored));
        bus.assertCarried(stored);
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
        bus.append(Story.of(11, 10, 150));
        bus.appendRaw(Story.of(12, 10, 50).stream().map(Facts::ofVersion1).toList());
        var stored = bus.stored();
        await().atMost(TestBus.PATIENCE)
                .untilAsserted(() -> assertThat(bus.firsts()).hasSameSizeAs(stored));
        var document = new AsyncApi();

        var records = records();
        Set<String> faults = new TreeSet<>();
        for (var it : records) {
            Map<String, String> headers = new TreeMap<>();
            it.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            faults.addAll(document.faults(
                    header(it, "ce_type"), headers, JsonMapper.shared().readTree(it.value())));
            assertThat(it.key()).isNotEmpty();
        }
        assertThat(faults).isEmpty();
        assertThat(records.stream().map(it -> header(it, "ce_type"))).contains("dev.millrace.watermark");
        assertThat(records.stream().map(it -> header(it, "ce_dataschema")))
                .contains(
                        "https://shop.example/base/api/v1/event-schemas/millrace.order.OrderPlaced/1",
                        "https://shop.example/base/api/v1/event-schemas/millrace.order.OrderPlaced/2");
    }

    @Test
    void an_event_of_a_past_version_goes_as_it_was_stored_and_is_decoded_as_what_it_means() {
        var event = new ProductPriced(new Sku("OLD"), Money.parse("KWD 2.450"), Money.parse("KWD 2.449"));

        bus.appendRaw(List.of(Facts.ofVersion1(event), Facts.of(event)));

        await().atMost(TestBus.PATIENCE)
                .untilAsserted(() -> assertThat(bus.firsts()).hasSize(2));
        var past = bus.firsts().get(1L);
        var present = bus.firsts().get(2L);
        assertThat(past.version()).isEqualTo("1");
        assertThat(past.payload()).asString().contains("\"price\":{\"amount\":2450,\"currency\":\"KWD\"}");
        assertThat(past.decode()).isEqualTo(event);
        assertThat(present.version()).isEqualTo("2");
        assertThat(present.payload()).asString().contains("\"price\":{\"minorUnits\":2450,\"currency\":\"KWD\"}");
        assertThat(present.decode()).isEqualTo(event);
    }

    @Test
    void records_of_earlier_versions_are_read_as_they_were() {
        bus.bean(EventTopic.class).awaited().block(TestBus.PATIENCE);
        var id = UUID.randomUUID();
        Map<String, Object> producer =
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "compression.type", "lz4");
        try (var old = new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            old.send(new ProducerRecord<>(
                    bus.topic,
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
                    bus.topic,
                    1,
                    (byte[]) null,
                    new byte[0],
                    headers(Map.of("ce_type", "dev.millrace.watermark", "ce_position", "70001"))));
        }

        await().atMost(TestBus.PATIENCE).until(() -> bus.positions.getOrDefault(1, 0L) == 70_001);
        assertThat(bus.received).singleElement().satisfies(event -> {
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
            var partitions = IntStream.range(0, TestBus.PARTITIONS)
                    .mapToObj(number -> new TopicPartition(bus.topic, number))
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
}
