package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        classes = SampleApi.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"millrace.http.hosts=Shop.example,", "millrace.http.origins=https://pages.example"})
class HostAndOriginTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example:8080",
                "rebound.example",
                "localhost.rebound.example",
                "10.1.2.3",
                "0.0.0.0:8080",
                "127.0.0.1.rebound.example",
                "",
            })
    void a_name_that_is_not_ours_gets_nothing(String host) {
        refused(send(HttpMethod.GET, "/pages", "Host", host), 421, "unknown-host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1:1",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]",
                "shop.example:443"
            })
    void this_machines_names_and_those_set_are_ours(String host) {
        send(HttpMethod.GET, "/pages", "Host", host).expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://localhost:1",
                "https://shop.example.evil",
                "http://pages.example"
            })
    void a_page_of_another_origin_can_change_nothing(String origin) {
        int before = SampleApi.Endpoints.WRITES.get();
        refused(send(HttpMethod.POST, "/touches", "Origin", origin), 403, "foreign-origin");
        refused(send(HttpMethod.DELETE, "/touches", "Origin", origin), 403, "foreign-origin");
        refused(
                client().options()
                        .uri("/touches")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .exchange(),
                403,
                "foreign-origin");
        assertThat(SampleApi.Endpoints.WRITES).hasValue(before);
    }

    @Test
    void our_own_pages_and_those_set_can() {
        send(HttpMethod.POST, "/touches", "Origin", "http://127.0.0.1:" + port)
                .expectStatus()
                .isOk();
        send(HttpMethod.POST, "/touches", "Origin", "https://pages.example")
                .expectStatus()
                .isOk();
        send(HttpMethod.POST, "/touches", "Host", "shop.example").expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"})
    void what_a_page_can_send_without_asking_is_no_write_with_a_body_or_without(String type) {
        int before = SampleApi.Endpoints.WRITES.get();
        refused(send(HttpMethod.POST, "/touches", "Content-Type", type), 415, "unsupported-media-type");
        refused(
                client().post()
                        .uri("/touches")
                        .header("Content-Type", type)
                        .bodyValue("{}")
                        .exchange(),
                415,
                "unsupported-media-type");
        assertThat(SampleApi.Endpoints.WRITES).hasValue(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://shop.example |                      | millrace.http.hosts has 'http://shop.example' in it",
                "shop.example:80     |                      | millrace.http.hosts has 'shop.example:80' in it",
                "*.example           |                      | millrace.http.hosts has '*.example' in it",
                "                    | shop.example         | millrace.http.origins has 'shop.example' in it",
                "                    | https://shop.example/ | millrace.http.origins has 'https://shop.example/' in it",
            })
    void names_that_no_browser_sends_are_refused_at_the_start(String host, String origin, String message) {
        assertThatThrownBy(() -> new TrustedNames(
                        host == null ? List.of() : List.of(host), origin == null ? List.of() : List.of(origin)))
                .hasMessageStartingWith(message);
    }

    private static void refused(WebTestClient.ResponseSpec response, int status, String code) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo(Problem.TYPES + code);
    }

    private WebTestClient.ResponseSpec send(HttpMethod method, String path, String header, String value) {
        return client().method(method).uri(path).header(header, value).exchange();
    }

    private WebTestClient root() {
        return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    private WebTestClient client() {
        return root().mutate().baseUrl("http://127.0.0.1:" + port + "/api/v1").build();
    }
}
