package dev.millrace.eventlog;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.http.HttpJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes events, many to a chunk: each chunk is flushed by itself, and a flush per event would take several times as long. A chunk is
 * written when it is asked for, and small, since some are held for a client that doesn't read.
 */
final class EventChunks {

    /** A chunk is at most this long and one event more. */
    private static final int BYTES = 16 * 1024;

    private static final ObjectWriter WRITER = HttpJson.mapper().writerFor(LoggedEvent.class);

    private EventChunks() {}

    /** One event to a line. */
    static Flux<byte[]> lines(Flux<List<StoredEvent>> pages) {
        return chunks(pages, EventChunks::line);
    }

    /** One event to a server-sent event, whose id is the event's position. */
    static Flux<byte[]> messages(Flux<List<StoredEvent>> pages) {
        return chunks(pages, EventChunks::message);
    }

    private static Flux<byte[]> chunks(Flux<List<StoredEvent>> pages, Form form) {
        return pages.flatMapIterable(events -> () -> new Chunks(events, form), 1);
    }

    private static void line(StoredEvent event, ByteArrayOutputStream chunk) {
        WRITER.writeValue(chunk, LoggedEvent.of(event));
        chunk.write('\n');
    }

    private static void message(StoredEvent event, ByteArrayOutputStream chunk) {
        chunk.writeBytes(("id:" + event.position() + "\ndata:").getBytes(StandardCharsets.US_ASCII));
        WRITER.writeValue(chunk, LoggedEvent.of(event));
        chunk.write('\n');
        chunk.write('\n');
    }

    private interface Form {
        void write(StoredEvent event, ByteArrayOutputStream chunk);
    }

    /** Those of one page, each made when it is taken. */
    private static final class Chunks implements Iterator<byte[]> {

        private final Iterator<StoredEvent> events;
        private final Form form;

        Chunks(List<StoredEvent> events, Form form) {
            this.events = events.iterator();
            this.form = form;
        }

        @Override
        public boolean hasNext() {
            return events.hasNext();
        }

        @Override
        public byte[] next() {
            if (!events.hasNext()) {
                throw new NoSuchElementException();
            }
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(BYTES);
            do {
                form.write(events.next(), chunk);
            } while (chunk.size() < BYTES && events.hasNext());
            return chunk.toByteArray();
        }
    }
}
