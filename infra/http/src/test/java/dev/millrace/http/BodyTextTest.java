package dev.millrace.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BodyTextTest {

    private static final String JSON = "{\"bool\": true}";

    @LocalServerPort
    private int port;

    @Test
    void json_in_another_encoding_is_refused_whether_anyone_reads_it_or_not() {
        for (Charset charset : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"))) {
            for (String path : List.of("/values", "/touches")) {
                send(path, "application/json", JSON.getBytes(charset))
                        .expectStatus()
                        .isBadRequest()
                        .expectBody()
                        .jsonPath("$.errors[0].expected")
                        .isEqualTo("JSON in UTF-8");
            }
        }
    }

    /** Overlong forms of a slash and of zero, half of a pair, the last byte missing, more than Unicode has, Latin 1. */
    @ParameterizedTest
    @ValueSource(strings = {"c0af", "e080af", "c080", "eda080", "c3", "f4908080", "e9"})
    void bytes_that_are_no_utf_8_are_refused(String hex) {
        String text = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        send("/values", "application/json", ("{\"list\": [\"" + text + "\"]}").getBytes(ISO_8859_1))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].expected")
                .isEqualTo("JSON in UTF-8");
    }

    @Test
    void another_charset_is_refused_and_utf_8_is_none() {
        send("/values", "application/json;charset=utf-16", JSON.getBytes(UTF_8))
                .expectStatus()
                .isEqualTo(415);
        send("/values", "application/json;charset=iso-8859-1", JSON.getBytes(UTF_8))
                .expectStatus()
                .isEqualTo(415);
        send("/values", "application/json;charset=\"UTF-8\"", JSON.getBytes(UTF_8))
                .expectStatus()
                .isOk();
        send("/values", "application/json", "{\"list\": [\"𝄞 été\"]}".getBytes(UTF_8))
                .expectStatus()
                .isOk();
    }

    @Test
    void an_encoded_body_is_refused_with_what_is_taken() {
        for (String coding : List.of("gzip", "br", "identity, gzip", "nonsense")) {
            client().post()
                    .uri("/touches")
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", coding)
                    .bodyValue("{}")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(415)
                    .expectHeader()
                    .valueEquals("Accept-Encoding", "identity");
        }
        client().post()
                .uri("/touches")
                .header("Content-Encoding", "identity")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void a_body_without_a_type_is_refused_where_nobody_reads_it_too() {
        int before = SampleApi.Endpoints.WRITES.get();
        client().post()
                .uri("/touches")
                .bodyValue(new byte[] {'{', '}'})
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        assertThat(SampleApi.Endpoints.WRITES).hasValue(before);
        client().post().uri("/touches").exchange().expectStatus().isOk();
    }

    @Test
    void an_endpoint_that_asks_for_bytes_gets_them_as_they_are() {
        send("/bytes", "application/json", new byte[] {0, -1, -2})
                .expectBody(Integer.class)
                .isEqualTo(3);
    }

    private WebTestClient.ResponseSpec send(String path, String type, byte[] body) {
        return client().post()
                .uri(path)
                .header("Content-Type", type)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port + "/api/v1")
                .build();
    }
}
