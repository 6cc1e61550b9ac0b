package dev.millrace.local;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One short exchange with a server on its own protocol. */
final class Probe {
    private static final int LIMIT_MILLIS = 2_000;

    interface Exchange {
        boolean with(DataOutputStream out, DataInputStream in) throws IOException;
    }

    private Probe() {}

    static boolean of(String host, int port, Exchange exchange) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            return exchange.with(
                    new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())),
                    new DataInputStream(socket.getInputStream()));
        } catch (IOException notYet) {
            return false;
        }
    }
}
