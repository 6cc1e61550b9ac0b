package dev.millrace.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Clients, as a proxy would ask for them, that ask for the whole log and read no more of it than that it begins to come. */
final class StalledReaders implements AutoCloseable {

    private static final int OF_ONE_ADDRESS = 50;
    private static final int RECEIVE_BUFFER = 4_096;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String ACCEPTED = "HTTP/1.1 200 OK\r\n";
    private static final List<String> PATHS = List.of("/api/v1/events/export?after=1", "/api/v1/events/stream?after=1");

    private final List<Socket> sockets = new ArrayList<>();

    /** Returns once all of them are being served. */
    static StalledReaders of(URI platform, int count) throws IOException {
        StalledReaders readers = new StalledReaders();
        for (int i = 0; i < count; i++) {
            readers.ask(platform, PATHS.get(i % PATHS.size()), "192.0.2." + (1 + i / OF_ONE_ADDRESS));
        }
        for (Socket socket : readers.sockets) {
            assertThat(new String(socket.getInputStream().readNBytes(ACCEPTED.length()), US_ASCII))
                    .isEqualTo(ACCEPTED);
        }
        return readers;
    }

    private void ask(URI platform, String path, String client) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(platform.getHost(), platform.getPort()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: " + client + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
