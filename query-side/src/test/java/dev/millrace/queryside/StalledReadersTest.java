package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.reading.StreamSlots;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Clients that ask for much and read none of it. */
@ExtendWith(OutputCaptureExtension.class)
class StalledReadersTest {

    private static final int READERS = 60;
    private static final int MOST = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static QueryServer query;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() {
        query = QueryServer.on(
                TestServers.freshDatabase(),
                TestServers.redis(),
                TestServers.elasticsearch(),
                "millrace.http.write-timeout=4s",
                "millrace.postgres.reader-pool-max-size=4",
                "millrace.query-side.event-streams=" + MOST,
                "millrace.query-side.streams-per-client=" + READERS,
                "millrace.http.proxies=127.0.0.1");
        // What nobody reads is to fill the sockets' buffers and the server's, and still not be all.
        CartId cart = CartId.next();
        Set<Tag> tags = IntStream.range(0, 60)
                .mapToObj(i -> Tag.of("filler", "as-long-as-a-tag-may-well-be-in-a-log-that-fills-buffers-" + i))
                .collect(Collectors.toSet());
        BusinessEvent[] batch = IntStream.range(0, 500)
                .mapToObj(i -> new CartOpened(cart, null, CurrencyUnit.GBP))
                .toArray(BusinessEvent[]::new);
        for (int i = 0; i < 4; i++) {
            query.append(tags, batch);
        }
    }

    @AfterAll
    static void stop() {
        query.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"/events/export?after=1, application/x-ndjson", "/events/stream?after=1, text/event-stream"})
    void many_of_them_hold_up_nobody_and_are_cut_with_a_reason(String uri, String type, CapturedOutput output)
            throws IOException {
        StreamSlots slots = query.bean("eventLogSlots", StreamSlots.class);
        await().atMost(PATIENCE).until(() -> slots.taken() == 0);
        for (int i = 0; i < READERS; i++) {
            sockets.add(ask(uri, type));
        }
        await().atMost(PATIENCE).until(() -> slots.taken() >= READERS / 2);

        OrderEvents order = OrderEvents.ofNewOrder();
        query.append(order.tags(), order.placed());
        assertThat(status("/order-history")).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> status("/orders/" + order.id() + "/journey") == 200);
        await().atMost(PATIENCE).until(() -> acquired("connectionPool") <= 3 && acquired("readerPool") == 0);

        await().atMost(PATIENCE).until(() -> slots.taken() == 0);
        assertThat(output).contains("/api/v1" + uri.substring(0, uri.indexOf('?')) + " is cut");
    }

    @Test
    void one_address_has_no_more_than_its_share_behind_a_proxy_too() throws IOException {
        StreamSlots slots = query.bean("eventLogSlots", StreamSlots.class);
        await().atMost(PATIENCE).until(() -> slots.taken() == 0);
        for (int i = 0; i < READERS; i++) {
            sockets.add(ask("/events/stream?type=millrace.order.OrderDelivered", "text/event-stream"));
        }
        await().atMost(PATIENCE).until(() -> slots.taken() == READERS);

        assertThat(streamFor("127.0.0.1")).startsWith("HTTP/1.1 429");
        assertThat(streamFor("192.0.2.7")).isEqualTo("HTTP/1.1 200 OK");
    }

    /** The first line of the answer to who asks a proxy for a stream. */
    private String streamFor(String client) throws IOException {
        Socket socket = ask("/events/stream", "text/event-stream\r\nX-Forwarded-For: " + client);
        sockets.add(socket);
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    @Test
    void a_stream_of_http_2_whose_window_stays_shut_is_cut_with_a_reason(CapturedOutput output) throws IOException {
        StreamSlots slots = query.bean("eventLogSlots", StreamSlots.class);
        await().atMost(PATIENCE).until(() -> slots.taken() == 0);
        Socket client = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(query.url()).getPort());
        sockets.add(client);
        client.getOutputStream().write(ShutWindow.asking("/api/v1/events/export?after=2"));
        await().atMost(PATIENCE).until(() -> slots.taken() == 1);
        await().atMost(PATIENCE).until(() -> slots.taken() == 0);
        assertThat(output).contains("/api/v1/events/export is cut").doesNotContain("ERROR");
        assertThat(acquired("readerPool")).isZero();
    }

    private static int acquired(String pool) {
        return query.bean(pool, ConnectionPool.class).getMetrics().orElseThrow().acquiredSize();
    }

    private static int status(String uri) {
        return query.web()
                .get()
                .uri(uri)
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().value()))
                .block(PATIENCE);
    }

    /** Asks, and doesn't read. */
    private static Socket ask(String uri, String type) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(query.url()).getPort()));
        String request = "GET /api/v1" + uri + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " + type + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
