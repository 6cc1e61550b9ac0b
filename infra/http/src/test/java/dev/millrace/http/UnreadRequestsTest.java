package dev.millrace.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that no client would send, byte by byte. */
@SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class UnreadRequestsTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  /api/v1/pages EXTRA HTTP/1.1        | 400 | invalid-request",
                "GET /api/v1/pages HTTX/1.1               | 400 | invalid-request",
                "GET /api/v1/pages?cursor=%zz HTTP/1.1    | 400 | invalid-request",
                "GET /api/v1/pages?cursor={long} HTTP/1.1 | 414 | uri-too-long",
            })
    void a_first_line_that_can_not_be_read_is_answered_with_a_problem(String line, int status, String code)
            throws IOException {
        String answer = answer(line.replace("{long}", "x".repeat(9_000)), "Host: localhost");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertProblem(answer, status, code);
    }

    @Test
    void headers_that_are_too_large_are_answered_with_a_problem() throws IOException {
        String answer = answer("GET /api/v1/pages HTTP/1.1", "Host: localhost\r\nCookie: " + "x".repeat(20_000));

        assertProblem(answer, 431, "headers-too-large");
    }

    @Test
    void an_answer_to_head_has_no_body() throws IOException {
        String answer = answer("HEAD /api/v1/nowhere HTTP/1.1", "Host: localhost");

        assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
    }

    private static void assertProblem(String answer, int status, String code) {
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0].toLowerCase(java.util.Locale.ROOT))
                .contains("content-type: application/problem+json", "content-length: " + parts[1].length());
        String id = JsonPath.read(parts[1], "$.requestId");
        assertThat(parts[0]).containsIgnoringCase("X-Request-Id: " + id);
        assertThat(JsonPath.<String>read(parts[1], "$.type")).isEqualTo(Problem.TYPES + code);
        assertThat(JsonPath.<Integer>read(parts[1], "$.status")).isEqualTo(status);
    }

    private String answer(String line, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((line + "\r\n" + headers + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }
}
