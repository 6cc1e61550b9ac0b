package dev.millrace.testing;

import dev.millrace.local.PostgresAddress;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between a client and its server, and can stop passing anything on without closing any connection. */
public final class Relay implements Closeable {

    private final ServerSocket door;
    private final String host;
    private final int port;
    private boolean held;

    /** Opens a port of its own that leads to the server. */
    public Relay(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** The server's, by way of here. */
    public PostgresAddress address(PostgresAddress server) {
        return new PostgresAddress(
                "127.0.0.1", door.getLocalPort(), server.database(), server.username(), server.password());
    }

    /** @param now whether to keep what comes; what was kept is passed on once it is false */
    public synchronized void hold(boolean now) {
        held = now;
        notifyAll();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(host, port);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException closed) {
                // Either the test is over, or the next one who knocks will be told.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitRelease();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException closed) {
            // One side hung up; so does the other.
        }
    }

    private synchronized void awaitRelease() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    @Override
    public void close() throws IOException {
        hold(false);
        door.close();
    }
}
