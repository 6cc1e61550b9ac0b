package dev.millrace.eventbus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.connections.PublicUrl;
import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.StoredEvent;
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
    private static final String SCHEMA = "ce_dataschema";
    /** CloudEvents' extension for data kept elsewhere. */
    private static final String DATA_REFERENCE = "ce_dataref";

    private static final String API = "/api/v1";
    private static final byte[] NO_DATA = "null".getBytes(UTF_8);
    /** Readers of other makes take no record without a key for an event. */
    private static final byte[] WATERMARK_KEY = "watermark".getBytes(UTF_8);
    /** Of a batch with one record. */
    private static final int OVERHEAD = 128;

    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header SOURCE = header("ce_source", "/millrace");
    private static final Header JSON = header("content-type", "application/json");

    private Envelope() {}

    /**
     * The event as it is published: with its data, or without it if the record would be larger than the topic takes.
     *
     * @param largestRecord bytes that the topic takes for a record
     * @param url where the platform is reached, for the addresses of schemas and of data left out
     */
    static ProducerRecord<byte[], byte[]> of(
            EventTopic.Description topic, int largestRecord, PublicUrl url, StoredEvent event) {
        var key = PartitionKey.of(event);
        List<Header> headers = new ArrayList<>(12);
        headers.add(SPEC_VERSION);
        headers.add(header("ce_id", event.id().toString()));
        headers.add(SOURCE);
        headers.add(header(TYPE, event.type()));
        headers.add(header("ce_subject", key));
        headers.add(header("ce_time", event.timestamp().toString()));
        headers.add(header(SCHEMA, url.of(API + "/event-schemas/" + event.type() + "/" + event.version())));
        headers.add(header(POSITION, Long.toString(event.position())));
        addIfPresent(headers, "ce_correlationid", event.metadata().get(CORRELATION));
        addIfPresent(headers, "ce_causationid", event.metadata().get(CAUSATION));
        headers.add(header("ce_actor", Actor.of(event.metadata()).toString()));
        addIfPresent(headers, "ce_onbehalfof", event.metadata().get(Actor.ON_BEHALF_OF));
        headers.add(JSON);
        var data = event.payload();
        if (size(key, headers, data) > largestRecord) {
            headers.add(header(DATA_REFERENCE, url.of(API + "/events/at/" + event.position() + "/data")));
            data = NO_DATA;
        }
        // The partition is given, so that whoever fills a read model from the store computes the same one.
        return new ProducerRecord<>(
                topic.name(), PartitionKey.partition(key, topic.partitions()), key.getBytes(UTF_8), data, headers);
    }

    /** No less than Kafka reckons, before compression: a record's and a header's lengths take at most five bytes each. */
    private static long size(String key, List<Header> headers, byte[] data) {
        long size = OVERHEAD + 3L * key.length() + data.length;
        for (Header header : headers) {
            size += 10 + header.key().length() + header.value().length;
        }
        return size;
    }

    /** Tells the readers of one partition that every event up to {@code position} that it holds lies before this record. */
    static ProducerRecord<byte[], byte[]> watermark(String topic, int partition, long position, Instant now) {
        return new ProducerRecord<>(
                topic,
                partition,
                WATERMARK_KEY,
                "{\"position\":%d}".formatted(position).getBytes(UTF_8),
                List.of(
                        SPEC_VERSION,
                        // The same position is told again now and then, and that is another event.
                        header("ce_id", "watermark-%d-%d-%d".formatted(partition, position, now.toEpochMilli())),
                        SOURCE,
                        header(TYPE, WATERMARK),
                        header("ce_subject", Integer.toString(partition)),
                        header("ce_time", now.toString()),
                        header(POSITION, Long.toString(position)),
                        JSON));
    }

    static boolean isWatermark(ConsumerRecord<byte[], byte[]> message) {
        return WATERMARK.equals(text(message.headers(), TYPE));
    }

    /** Whether the event's data was too much for a record, and must be had from the store. */
    static boolean lacksData(Headers headers) {
        return headers.lastHeader(DATA_REFERENCE) != null;
    }

    /** @throws IllegalArgumentException if it bears no position */
    static long position(ConsumerRecord<byte[], byte[]> message) {
        return Long.parseLong(required(message, POSITION));
    }

    /** @throws RuntimeException if it is not an event of ours */
    static BusEvent event(ConsumerRecord<byte[], byte[]> message) {
        var schema = required(message, SCHEMA);
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
