package dev.millrace.eventstore.chain;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An event as it lies in the table.
 *
 * @param digest empty if the row is none that an append could have written
 * @param indexed whether the index of tags leads to it by each of its tags
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Found(long position, byte[] digest, boolean indexed) {

    static final String COLUMNS = "e.position, uuid_send(e.event_id), timestamptz_send(e.ts), e.type, e.version,"
            + " array_to_string(e.tags, E'\\x1f'), e.metadata, e.payload,"
            // An element that holds the separator, a null or a further dimension would look the same once joined.
            + " e.tags = string_to_array(array_to_string(e.tags, E'\\x1f'), E'\\x1f'),"
            // One look into the index per tag, whatever the planner believes of tables it has no statistics of: a join
            // may
            // become a scan of all tags per event.
            + " (select coalesce(bool_and((select count(*) from millrace_events.event_tags t"
            + " where t.tag = w.tag and t.position = e.position) = 1), true) from unnest(e.tags) w(tag))";

    private static final char SEPARATOR = '\u001e';
    private static final byte[] UNFIT = {};

    static Found from(Readable row) {
        Long position = row.get(0, Long.class);
        return new Found(
                position == null ? Long.MIN_VALUE : position,
                digest(row),
                Boolean.TRUE.equals(row.get(9, Boolean.class)));
    }

    private static byte[] digest(Readable row) {
        byte[] id = row.get(1, byte[].class);
        byte[] time = row.get(2, byte[].class);
        String type = row.get(3, String.class);
        String version = row.get(4, String.class);
        String tags = row.get(5, String.class);
        byte[] metadata = row.get(6, byte[].class);
        byte[] payload = row.get(7, byte[].class);
        if (id == null || time == null || tags == null || metadata == null || payload == null) {
            return UNFIT;
        }
        if (unfit(type) || unfit(version) || !Boolean.TRUE.equals(row.get(8, Boolean.class))) {
            return UNFIT;
        }
        byte[] lengths = ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(metadata.length)
                .putInt(payload.length)
                .array();
        byte[] texts = (type + SEPARATOR + version + SEPARATOR + tags).getBytes(StandardCharsets.UTF_8);
        return Digests.sha256(id, time, lengths, metadata, payload, texts);
    }

    private static boolean unfit(@Nullable String text) {
        return text == null || text.indexOf(SEPARATOR) >= 0;
    }
}
