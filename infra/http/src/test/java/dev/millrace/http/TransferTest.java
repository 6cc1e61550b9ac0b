package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How answers travel: zipped or not, over either version of HTTP, kept or not. */
@Timeout(60)
@SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TransferTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/lines"})
    void who_asks_for_gzip_gets_it(String path) throws Exception {
        HttpRequest.Builder request = request(path);
        byte[] plain = send(request.copy(), HttpClient.Version.HTTP_1_1).body();
        HttpResponse<byte[]> zipped = send(request.header("Accept-Encoding", "gzip"), HttpClient.Version.HTTP_1_1);

        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.headers().allValues("Vary").toString()).containsIgnoringCase("accept-encoding");
        assertThat(zipped.body().length).isLessThan(plain.length / 2);
        assertThat(unzipped(zipped.body())).isEqualTo(plain);
    }

    @Test
    void a_message_of_a_stream_comes_at_once_though_gzip_was_asked_for() throws Exception {
        HttpResponse<InputStream> stream = client(HttpClient.Version.HTTP_1_1)
                .send(
                        request("/stream")
                                .header("Accept", "text/event-stream")
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofInputStream());
        try (InputStream messages = stream.body()) {
            assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(next(messages)).isEqualTo("data:begun\n\n");
            SampleApi.Endpoints.STREAM.tryEmitNext("more").orThrow();
            assertThat(next(messages)).isEqualTo("data:more\n\n");
        }
    }

    /** Left to itself, the kernel takes some 4,000 lines, 4 MB. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Accept-Encoding: gzip\r\n"})
    void what_a_client_does_not_read_is_not_written(String header) throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(16 << 10);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            int before = SampleApi.Endpoints.LINES.get();
            socket.getOutputStream()
                    .write(("GET /api/v1/endless HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            AtomicInteger seen = new AtomicInteger(-1);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> seen.getAndSet(SampleApi.Endpoints.LINES.get()) == SampleApi.Endpoints.LINES.get()
                            && seen.get() > before);
            assertThat(seen.get() - before).isLessThan(1_500);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void both_versions_of_http_are_spoken_from_the_first_request_on(HttpClient.Version version) throws Exception {
        HttpResponse<byte[]> first = send(post("/bytes", 300_000), version);
        assertThat(first.version()).isEqualTo(version);
        assertThat(first.body()).asString().isEqualTo("300000");
        assertThat(send(request("/pages"), version).statusCode()).isEqualTo(200);
        assertProblem(send(request("/nowhere"), version), 404, "not-found");
        assertProblem(send(request("/pages?cursor=" + "x".repeat(9_000)), version), 414, "uri-too-long");
        assertProblem(
                send(post("/touches", 1).header("Content-Encoding", "br"), version), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_body_that_is_too_large_is_a_problem_over_both(HttpClient.Version version) throws Exception {
        assertProblem(send(post("/bytes", RawBody.MAX_BYTES + 1), version), 413, "body-too-large");
        assertProblem(send(post("/bytes", 3 << 20), version), 413, "body-too-large");
    }

    @Test
    void what_has_a_tag_may_be_kept_and_asked_for_again_and_nothing_else_may() throws Exception {
        HttpResponse<byte[]> tagged = send(request("/large"), HttpClient.Version.HTTP_1_1);
        HttpResponse<byte[]> unchanged =
                send(request("/large").header("If-None-Match", "\"7\""), HttpClient.Version.HTTP_1_1);
        HttpResponse<byte[]> untagged = send(request("/pages"), HttpClient.Version.HTTP_1_1);

        assertThat(tagged.headers().firstValue("Cache-Control")).hasValue("no-cache, private");
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.headers().firstValue("Cache-Control")).hasValue("no-cache, private");
        assertThat(untagged.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/nothing",
                "/actuator/health/nothing",
                "/actuator/health/nothing/at/all",
                "/nowhere",
                "/api/v1/../../nowhere",
                "/webjars/nothing.js",
                "/swagger-ui/nothing",
                "/v3/api-docs/nothing",
            })
    void what_is_not_there_is_said_so_everywhere(String path) throws Exception {
        assertProblem(
                send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)),
                        HttpClient.Version.HTTP_1_1),
                404,
                "not-found");
    }

    @Test
    void a_refusal_without_a_word_gets_one() throws Exception {
        assertProblem(send(request("/forbidden"), HttpClient.Version.HTTP_1_1), 403, "http-403");
        assertProblem(
                send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                                .DELETE(),
                        HttpClient.Version.HTTP_1_1),
                405,
                "method-not-allowed");
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).as(body).hasValue("application/problem+json");
        assertThat(JsonPath.<String>read(body, "$.type")).isEqualTo(Problem.TYPES + code);
    }

    private static String next(InputStream messages) throws IOException {
        StringBuilder message = new StringBuilder();
        while (message.indexOf("\n\n") < 0) {
            message.append((char) messages.read());
        }
        return message.toString();
    }

    private static byte[] unzipped(byte[] zipped) throws IOException {
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return plain.readAllBytes();
        }
    }

    private HttpRequest.Builder post(String path, int bytes) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[bytes]));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request, HttpClient.Version version)
            throws IOException, InterruptedException {
        try (HttpClient client = client(version)) {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray());
        }
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }
}
