package dev.millrace.eventbus;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventReader;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it travels. Its JSON is decoded only when asked for.
 *
 * @param position in the store, from 1
 * @param key what it is kept in order with; see {@link BusinessEvent#partitionKey()}
 * @param type qualified name, such as {@code millrace.order.OrderPlaced}
 * @param recordedAt when it was appended
 * @param payload its JSON as stored; not a copy
 */
public record BusEvent(
        long position,
        String key,
        UUID id,
        String type,
        String version,
        Instant recordedAt,
        byte[] payload,
        @Nullable String correlationId,
        @Nullable String causationId) {
    /** The event under a stored one, as the relay will publish it. */
    public static BusEvent of(StoredEvent stored) {
        var metadata = stored.metadata();
        return new BusEvent(
                stored.position(),
                PartitionKey.of(stored),
                stored.id(),
                stored.type(),
                stored.version(),
                stored.timestamp(),
                stored.payload(),
                metadata.get(Envelope.CORRELATION),
                metadata.get(Envelope.CAUSATION));
    }

    BusEvent with(byte[] data) {
        return new BusEvent(position, key, id, type, version, recordedAt, data, correlationId, causationId);
    }

    /**
     * The fact itself.
     *
     * @throws tools.jackson.core.JacksonException if the payload isn't what its type says
     * @throws IllegalArgumentException for a type, or a version of it, that this program doesn't know
     */
    public BusinessEvent decode() {
        return EventReader.read(type, version, payload);
    }
}
