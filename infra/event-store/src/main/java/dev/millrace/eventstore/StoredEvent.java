package dev.millrace.eventstore;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as stored. Immutable, provided that nobody writes to {@link #payload()}; metadata and tags are decoded when asked for. */
public final class StoredEvent {

    /** Of an event's objects and of what is decoded of it. */
    private static final int OVERHEAD = 512;

    private final long position;
    private final UUID id;
    private final String type;
    private final String version;
    private final Instant timestamp;
    private final byte[] payload;
    private final byte[] encodedMetadata;
    private final String joinedTags;
    private @Nullable Map<String, String> metadata;
    private @Nullable Set<Tag> tags;

    StoredEvent(
            long position,
            UUID id,
            String type,
            String version,
            Instant timestamp,
            byte[] payload,
            byte[] encodedMetadata,
            String joinedTags) {
        this.position = position;
        this.id = id;
        this.type = type;
        this.version = version;
        this.timestamp = timestamp;
        this.payload = payload;
        this.encodedMetadata = encodedMetadata;
        this.joinedTags = joinedTags;
    }

    /**
     * From a row whose first columns are {@code position, event_id, type, version, ts, payload, metadata} and the tags, joined by
     * U+001F.
     */
    public static StoredEvent from(Readable row) {
        return new StoredEvent(
                Statements.required(row, 0, Long.class),
                Statements.required(row, 1, UUID.class),
                Statements.required(row, 2, String.class),
                Statements.required(row, 3, String.class),
                Statements.required(row, 4, Instant.class),
                Statements.required(row, 5, byte[].class),
                Statements.required(row, 6, byte[].class),
                Statements.required(row, 7, String.class));
    }

    /** From 1, without gaps, in the order in which events became visible. */
    public long position() {
        return position;
    }

    public UUID id() {
        return id;
    }

    /** Qualified name, for instance {@code shop.OrderPlaced}. */
    public String type() {
        return type;
    }

    /** Of the payload's schema. */
    public String version() {
        return version;
    }

    /** When the event happened by the clock of the process that appended it; not necessarily in the order of positions. */
    public Instant timestamp() {
        return timestamp;
    }

    /** The bytes as appended; not a copy. */
    public byte[] payload() {
        return payload;
    }

    /** How many bytes it takes up in memory, about. */
    public int size() {
        return OVERHEAD + payload.length + encodedMetadata.length + joinedTags.length();
    }

    public Map<String, String> metadata() {
        Map<String, String> decoded = metadata;
        if (decoded == null) {
            decoded = MetadataJson.read(encodedMetadata);
            metadata = decoded;
        }
        return decoded;
    }

    public Set<Tag> tags() {
        Set<Tag> decoded = tags;
        if (decoded == null) {
            decoded = Separated.tags(joinedTags);
            tags = decoded;
        }
        return decoded;
    }

    /**
     * The same event, read as something else.
     *
     * @param part from 0, if it becomes several: the first keeps the id, the others get ids made of it, always the same
     */
    public StoredEvent readAs(int part, String type, String version, byte[] payload) {
        UUID partId = part == 0
                ? id
                : UUID.nameUUIDFromBytes((id + "/" + part).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new StoredEvent(position, partId, type, version, timestamp, payload, encodedMetadata, joinedTags);
    }

    @Override
    public String toString() {
        return position + " " + type + " " + id;
    }
}
