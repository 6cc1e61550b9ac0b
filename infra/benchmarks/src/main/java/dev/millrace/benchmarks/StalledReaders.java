package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask for the whole log, half of them as a download and half as a stream, and read nothing; one that is cut asks again. */
final class StalledReaders implements AutoCloseable {

    private static final int LITTLE = 4_096;
    private static final int BETWEEN_LOOKS_MILLIS = 500;

    private final URI platform;
    private final AtomicInteger cut = new AtomicInteger();
    private final Thread looking;
    private volatile boolean closed;

    private StalledReaders(URI platform, int count) {
        this.platform = platform;
        this.looking = Thread.ofPlatform().name("stalled-readers").start(() -> keep(count));
    }

    static StalledReaders of(URI platform, int count) {
        return new StalledReaders(platform, count);
    }

    /** How many the platform has cut so far. */
    int cut() {
        return cut.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(int count) {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(ask(i));
            }
            while (!closed) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
                for (int i = 0; i < count; i++) {
                    if (isCut(sockets.get(i))) {
                        cut.incrementAndGet();
                        sockets.get(i).close();
                        sockets.set(i, ask(i));
                    }
                }
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What can't be written to any more is cut; a space after a request is read by nobody. */
    private static boolean isCut(Socket socket) {
        try {
            socket.sendUrgentData(' ');
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private Socket ask(int number) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(LITTLE);
        socket.connect(new InetSocketAddress(platform.getHost(), platform.getPort()));
        String path = number % 2 == 0 ? "/events/export?after=1" : "/events/stream?after=1";
        String request = "GET /api/v1%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".formatted(path);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
