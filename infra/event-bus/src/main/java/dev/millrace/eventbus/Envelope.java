package dev.millrace.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.schema.EventSchemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 in binary mode, by its Kafka protocol binding: attributes are headers, the value is the event's JSON. */
final class Envelope {
    static final String CORRELATION = "correlationId";
    static final String CAUSATION = "causationId";

    private static final String WATERMARK = "dev.millrace.watermark";
    private static final String TYPE = "ce_type";
    private static final String POSITION = "ce_position";
    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header SOURCE = header("ce_source", "/millrace");
    private static final Header JSON = header("content-type", "application/json");

    private Envelope() {}

    static ProducerRecord<byte[], byte[]> of(String topic, int partitions, StoredEvent event) {
        var key = PartitionKey.of(event);
        List<Header> headers = new ArrayList<>(12);
        headers.add(SPEC_VERSION);
        headers.add(header("ce_id", event.id().toString()));
        headers.add(SOURCE);
        headers.add(header(TYPE, event.type()));
        headers.add(header("ce_subject", key));
        headers.add(header("ce_time", event.timestamp().toString()));
        headers.add(header("ce_dataschema", EventSchemas.uri(event.type(), event.version())));
        headers.add(header(POSITION, Long.toString(event.position())));
        addIfPresent(headers, "ce_correlationid", event.metadata().get(CORRELATION));
        addIfPresent(headers, "ce_causationid", event.metadata().get(CAUSATION));
        headers.add(JSON);
        // The partition is given, so that whoever fills a read model from the store computes the same one.
        return new ProducerRecord<>(
                topic, PartitionKey.partition(key, partitions), key.getBytes(UTF_8), event.payload(), headers);
    }

    /** Tells the readers of one partition that every event up to {@code position} that it holds lies before this record. */
    static ProducerRecord<byte[], byte[]> watermark(String topic, int partition, long position) {
        return new ProducerRecord<>(
                topic,
                partition,
                (byte[]) null,
                new byte[0],
                List.of(
                        SPEC_VERSION,
                        header("ce_id", "watermark-" + partition + "-" + position),
                        SOURCE,
                        header(TYPE, WATERMARK),
                        header(POSITION, Long.toString(position))));
    }

    static boolean isWatermark(ConsumerRecord<byte[], byte[]> message) {
        return WATERMARK.equals(text(message.headers(), TYPE));
    }

    /** @throws IllegalArgumentException if it bears no position */
    static long position(ConsumerRecord<byte[], byte[]> message) {
        return Long.parseLong(required(message, POSITION));
    }

    /** @throws RuntimeException if it is not an event of ours */
    static BusEvent event(ConsumerRecord<byte[], byte[]> message) {
        var schema = required(message, "ce_dataschema");
        return new BusEvent(
                position(message),
                required(message, "ce_subject"),
                UUID.fromString(required(message, "ce_id")),
                required(message, TYPE),
                schema.substring(schema.lastIndexOf('/') + 1),
                Instant.parse(required(message, "ce_time")),
                message.value(),
                text(message.headers(), "ce_correlationid"),
                text(message.headers(), "ce_causationid"));
    }

    private static String required(ConsumerRecord<byte[], byte[]> message, String name) {
        var value = text(message.headers(), name);
        if (value == null) {
            throw new IllegalArgumentException("a record without " + name);
        }
        return value;
    }

    private static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static void addIfPresent(List<Header> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(header(name, value));
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
