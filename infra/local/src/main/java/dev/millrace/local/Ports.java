package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/** Hands out ports of the loopback address and remembers them by name, so that a restart keeps them where it can. */
final class Ports {
    static final String HOST = "127.0.0.1";

    private final Path file;
    private final Properties known = new Properties();
    private final Set<Integer> taken = new HashSet<>();

    Ports(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                known.load(in);
            } catch (IOException | IllegalArgumentException unreadable) {
                known.clear();
            }
        }
    }

    /**
     * The port for a name: the wished one, else the remembered one if it is free, else any.
     *
     * @throws LocalServersException if a port is wished for that somebody else listens on
     */
    synchronized int choose(String name, int wished) {
        int port;
        if (wished != 0) {
            if (!free(wished)) {
                throw new LocalServersException(
                        "port " + wished + " for " + name + " is in use; free it or choose another");
            }
            port = wished;
        } else {
            int last = remembered(name);
            port = last != 0 && !taken.contains(last) && free(last) ? last : any();
        }
        taken.add(port);
        known.setProperty(name, Integer.toString(port));
        save();
        return port;
    }

    private int remembered(String name) {
        try {
            return Integer.parseInt(known.getProperty(name, "0"));
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }

    private int any() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
                if (!taken.contains(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of the last run may linger in TIME_WAIT; the servers themselves look past those too.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private void save() {
        try (OutputStream out = Files.newOutputStream(file)) {
            known.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
