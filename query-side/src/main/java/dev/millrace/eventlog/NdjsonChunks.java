package dev.millrace.eventlog;

import dev.millrace.http.HttpJson;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes events as lines of JSON, many to a buffer: each buffer is flushed by itself, and a flush per event would take
 * several times as long.
 */
final class NdjsonChunks {

    /** A chunk is at most this long and one event more. */
    private static final int BYTES = 16 * 1024;

    private static final ObjectWriter WRITER = HttpJson.mapper().writerFor(LoggedEvent.class);

    private NdjsonChunks() {}

    static Flux<DataBuffer> of(Flux<LoggedEvent> events, DataBufferFactory buffers) {
        return Flux.defer(() ->
                events.map(WRITER::writeValueAsBytes).bufferUntil(new Full()).map(lines -> chunk(lines, buffers)));
    }

    private static DataBuffer chunk(List<byte[]> lines, DataBufferFactory buffers) {
        DataBuffer chunk = buffers.allocateBuffer(
                lines.stream().mapToInt(line -> line.length + 1).sum());
        for (byte[] line : lines) {
            chunk.write(line).write((byte) '\n');
        }
        return chunk;
    }

    /** Of one subscription: says when the lines since the last time fill a chunk. */
    private static final class Full implements Predicate<byte[]> {

        private int bytes;

        @Override
        public boolean test(byte[] line) {
            bytes += line.length + 1;
            if (bytes < BYTES) {
                return false;
            }
            bytes = 0;
            return true;
        }
    }
}
