package dev.millrace.testing;

import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.local.RedisAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Redis servers of a test's own that are one cluster: each has its part of the slots, none has a replica. Always local ones. Methods block; the
 * caller closes it.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final String PASSWORD = "cluster";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Node> nodes;

    private record Node(LocalServers servers, int busPort) {

        RedisAddress address() {
            return new RedisAddress(servers.redis().host(), servers.redis().port(), PASSWORD);
        }

        /** Its own is as good as any other, but clients have one for all nodes. */
        void takePassword() {
            RedisCluster.ask(servers.redis(), "CONFIG SET requirepass " + PASSWORD);
        }

        String ask(String command) {
            return RedisCluster.ask(address(), command);
        }
    }

    private RedisCluster(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** @throws IllegalStateException if the nodes don't find together within a minute */
    public static RedisCluster start(int size) {
        RedisCluster cluster = new RedisCluster(
                IntStream.range(0, size).mapToObj(number -> node()).toList());
        Node first = cluster.nodes.getFirst();
        for (int number = 0; number < size; number++) {
            Node node = cluster.nodes.get(number);
            node.takePassword();
            node.ask("CLUSTER ADDSLOTSRANGE %d %d".formatted(SLOTS * number / size, SLOTS * (number + 1) / size - 1));
            if (number > 0) {
                node.ask("CLUSTER MEET %s %d %d"
                        .formatted(first.address().host(), first.address().port(), first.busPort()));
            }
        }
        cluster.awaitWhole();
        return cluster;
    }

    /** Their password is the same. */
    public List<RedisAddress> nodes() {
        return nodes.stream().map(Node::address).toList();
    }

    /** Ends a node as a power cut would. The others refuse all commands until it is back. */
    public void kill(int number) {
        nodes.get(number).servers().kill(LocalServer.REDIS);
    }

    /** Starts a node that was killed, and waits until the cluster has all slots. */
    public void revive(int number) {
        nodes.get(number).servers().start(LocalServer.REDIS);
        nodes.get(number).takePassword();
        awaitWhole();
    }

    /** How many keys a node has. */
    public long keys(int number) {
        return Long.parseLong(nodes.get(number).ask("DBSIZE"));
    }

    /** Throws away what a node has. */
    public void empty(int number) {
        nodes.get(number).ask("FLUSHALL");
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.servers().close());
    }

    private static Node node() {
        int busPort = freePort();
        return new Node(
                LocalServers.start(TestServers.ownSettings()
                        .withServers(LocalServer.REDIS)
                        .withRedisOptions("--cluster-enabled", "yes", "--cluster-port", Integer.toString(busPort))),
                busPort);
    }

    private void awaitWhole() {
        await(() -> nodes.stream().allMatch(node -> {
            String info = node.ask("CLUSTER INFO");
            return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + nodes.size());
        }));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the nodes of the Redis cluster don't find together");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** The answer to one command: the text of a bulk or a simple answer, the digits of a number. */
    private static String ask(RedisAddress address, String command) {
        try (Socket socket = new Socket(address.host(), address.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write("AUTH %s\r\n%s\r\n".formatted(address.password(), command).getBytes(StandardCharsets.UTF_8));
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            answer(in, command);
            return answer(in, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(DataInputStream in, String command) throws IOException {
        String line = line(in);
        return switch (line.charAt(0)) {
            case '+', ':' -> line.substring(1);
            case '$' -> new String(in.readNBytes(Integer.parseInt(line.substring(1)) + 2), StandardCharsets.UTF_8);
            default -> throw new IllegalStateException(command + ": " + line);
        };
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n' && next != -1; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
