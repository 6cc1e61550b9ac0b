package dev.millrace.eventbus;

import dev.millrace.connections.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;

/** Opens producers that keep the order of a partition whatever happens. */
public final class RelayProducer {
    private static final int IN_FLIGHT = 2_048;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 1;
    /** Of gzip's levels; the next ones save a few per cent. */
    private static final int FASTEST = 1;

    private static final int BLOCK_MILLIS = 10_000;

    private final KafkaSettings kafka;

    public RelayProducer(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * @param largestBatch bytes that the topic takes at once: a batch that it refuses is cut in two, and the halves are then
     *     refused for their numbers without end
     */
    KafkaSender<byte[], byte[]> open(int largestBatch) {
        return KafkaSender.create(SenderOptions.<byte[], byte[]>create(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrap(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "millrace-relay",
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // A batch that was given up while the next one arrives would leave a gap: never give one up.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE))
                .producerProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS)
                .producerProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, BusSettings.LARGEST_RECORD)
                .producerProperty(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(BATCH_BYTES, largestBatch))
                .producerProperty(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS)
                // The one codec that every client has.
                .producerProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip")
                .producerProperty(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, FASTEST)
                .maxInFlight(IN_FLIGHT)
                .closeTimeout(Duration.ofSeconds(1))
                .stopOnError(true));
    }
}
