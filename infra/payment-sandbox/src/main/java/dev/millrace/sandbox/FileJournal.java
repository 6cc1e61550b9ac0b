package dev.millrace.sandbox;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON document a line, forced to the disk before anyone is answered. Lines that gather while the disk is busy share
 * the next force. Writes happen on a thread of the journal's own, never on an event loop.
 */
final class FileJournal implements Journal, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;
    private final Scheduler disk = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "payment-journal");
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger outstanding = new AtomicInteger();

    private FileJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileJournal in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("payments.ndjson");
        dropTornLine(file);
        return new FileJournal(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** A crash may have cut the last line short; whoever it was for never got an answer. */
    private static void dropTornLine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            long end = content.length();
            while (end > 0) {
                content.seek(end - 1);
                if (content.read() == '\n') {
                    break;
                }
                end--;
            }
            content.setLength(end);
        }
    }

    @Override
    public void replay(Consumer<Entry> reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(JSON.readValue(line, Entry.class));
            }
        }
    }

    @Override
    public Mono<Void> append(Entry entry) {
        var line = new Line(JSON.writeValueAsBytes(entry), Sinks.one());
        waiting.add(line);
        if (outstanding.getAndIncrement() == 0) {
            disk.schedule(this::write);
        }
        return line.written().asMono();
    }

    private void write() {
        int missed = outstanding.get();
        do {
            List<Line> batch = new ArrayList<>();
            for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
                batch.add(line);
            }
            force(batch);
            missed = outstanding.addAndGet(-missed);
        } while (missed != 0);
    }

    private void force(List<Line> batch) {
        var bytes = new ByteArrayOutputStream();
        for (Line line : batch) {
            bytes.writeBytes(line.json());
            bytes.write('\n');
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
            batch.forEach(line -> line.written().tryEmitEmpty());
        } catch (IOException failure) {
            batch.forEach(line -> line.written().tryEmitError(failure));
        }
    }

    @Override
    public void close() throws IOException {
        disk.disposeGracefully().block();
        channel.close();
    }

    private record Line(byte[] json, Sinks.One<Void> written) {}
}
