package dev.millrace.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies that are too large, from clients that send all of theirs before they read. */
@Timeout(60)
@SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LargeBodiesTest {

    private static final byte[] PIECE = new byte[64 << 10];
    private static final int MIB = 1 << 20;
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"/bytes, 1048576", "/large-bytes, 10485760"})
    void who_sends_a_body_of_told_length_to_its_end_reads_why_it_is_refused(String path, int most) throws IOException {
        try (Client client = new Client(path, "Content-Length: " + (most + 6 * MIB))) {
            client.send((most + 6 * MIB) / PIECE.length);
            client.isRefused(most);
        }
    }

    @ParameterizedTest
    @CsvSource({"/bytes, 1048576", "/large-bytes, 10485760"})
    void who_sends_a_body_in_chunks_to_its_end_reads_why_it_is_refused(String path, int most) throws IOException {
        try (Client client = new Client(path, "Transfer-Encoding: chunked")) {
            client.sendChunks((most + 6 * MIB) / PIECE.length);
            client.out.write("0\r\n\r\n".getBytes(US_ASCII));
            client.isRefused(most);
        }
    }

    /** As Java's own client does with every first request. */
    @ParameterizedTest
    @CsvSource({"/bytes, 1048576", "/large-bytes, 10485760"})
    void who_asks_for_http_2_with_it_reads_why_it_is_refused(String path, int most) throws IOException {
        String header = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n";
        try (Client client = new Client(path, header + "Content-Length: " + (most + 6 * MIB))) {
            client.send((most + 6 * MIB) / PIECE.length);
            client.isRefused(most);
        }
    }

    @Test
    void the_answer_comes_though_the_rest_of_the_body_does_not() throws IOException {
        try (Client client = new Client("/bytes", "Content-Length: " + 100 * MIB)) {
            client.send(1);
            client.isRefused(RawBody.MAX_BYTES);
        }
    }

    @Test
    void who_asks_before_sending_is_refused_at_once_and_not_told_to_go_on() throws IOException {
        try (Client client = new Client("/bytes", "Content-Length: " + 3 * MIB + "\r\nExpect: 100-continue")) {
            client.isRefused(RawBody.MAX_BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 1099511627776"})
    void who_sends_for_ever_is_cut(String header) throws IOException {
        try (Client client = new Client("/bytes", header)) {
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> catchThrowable(() -> client.sendChunks(16)) instanceof IOException);
        }
    }

    @Test
    void a_body_of_up_to_the_larger_bound_is_taken_where_an_endpoint_says_so() throws IOException {
        try (Client client = new Client("/large-bytes", "Content-Length: " + RawBody.MAX_LARGE_BYTES)) {
            client.send(RawBody.MAX_LARGE_BYTES / PIECE.length);
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + RawBody.MAX_LARGE_BYTES);
        }
    }

    /** A connection that sends a POST's headers, and then whatever it is told to. */
    private final class Client implements AutoCloseable {

        private final Socket socket = new Socket("127.0.0.1", port);
        private final OutputStream out = socket.getOutputStream();

        Client(String path, String header) throws IOException {
            socket.setSoTimeout(20_000);
            String head = "POST /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + header + "\r\n\r\n";
            out.write(head.getBytes(US_ASCII));
        }

        void send(int pieces) throws IOException {
            for (int i = 0; i < pieces; i++) {
                out.write(PIECE);
            }
        }

        void sendChunks(int pieces) throws IOException {
            for (int i = 0; i < pieces; i++) {
                out.write((Integer.toHexString(PIECE.length) + "\r\n").getBytes(US_ASCII));
                send(1);
                out.write("\r\n".getBytes(US_ASCII));
            }
        }

        /** Up to the end that its headers tell of, since a kept connection has none. */
        String answer() throws IOException {
            StringBuilder answer = new StringBuilder();
            while (!ended(answer)) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new EOFException(answer.toString());
                }
                answer.append((char) next);
            }
            return answer.toString();
        }

        private static boolean ended(StringBuilder answer) {
            int head = answer.indexOf("\r\n\r\n");
            Matcher length = LENGTH.matcher(answer);
            return head >= 0 && length.find() && answer.length() == head + 4 + Integer.parseInt(length.group(1));
        }

        void isRefused(int most) throws IOException {
            String[] answer = answer().split("\r\n\r\n", 2);
            assertThat(answer[0]).startsWith("HTTP/1.1 413 ");
            assertThat(answer[0].toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
            assertThat(JsonPath.<String>read(answer[1], "$.type")).isEqualTo(Problem.TYPES + "body-too-large");
            assertThat(JsonPath.<String>read(answer[1], "$.detail")).contains(" " + most + " bytes");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
