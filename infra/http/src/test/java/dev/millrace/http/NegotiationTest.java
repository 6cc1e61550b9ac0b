package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
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

@SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class NegotiationTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "application/problem+json",
                "application/vnd.millrace+json",
                "image/png, text/html",
                "application/json;q=0",
                "application/json;q=7",
            })
    void what_can_not_be_given_is_refused_before_a_write_happens(String accept) {
        int before = SampleApi.Endpoints.WRITES.get();
        refused(HttpMethod.POST, "/touches", accept);
        refused(HttpMethod.DELETE, "/touches", accept);
        assertThat(SampleApi.Endpoints.WRITES).hasValue(before);
        refused(HttpMethod.GET, "/stream", accept);
        refused(HttpMethod.GET, "/large", accept);
    }

    @Test
    void more_media_types_than_anyone_sends_are_refused_everywhere() {
        int before = SampleApi.Endpoints.WRITES.get();
        for (String path : List.of("/touches", "/large", "/stream", "/nowhere")) {
            send(HttpMethod.POST, path, "application/json" + ", */*;q=0.1".repeat(50))
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("Accept");
        }
        assertThat(SampleApi.Endpoints.WRITES).hasValue(before);
        send(HttpMethod.POST, "/touches", "application/json" + ", */*;q=0.1".repeat(49))
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json, application/problem+json     | application/json",
                "application/problem+json, */*                  | application/json",
                "application/json;charset=utf-16                | application/json",
                "*/*;q=0.1                                      | application/json",
                "application/*                                  | application/json",
                "application/json;q=0.5, image/png              | application/json",
            })
    void what_is_liked_most_of_what_there_is_is_given(String accept, String given) {
        send(HttpMethod.GET, "/large", accept)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Content-Type", given.replace("+", "\\+") + "(;charset=UTF-8)?");
    }

    @Test
    void a_type_that_is_excluded_is_not_given_for_a_wildcard() {
        refused(HttpMethod.GET, "/large", "*/*, application/json;q=0");
        refused(HttpMethod.GET, "/large", "application/*;q=0, */*");
        refused(HttpMethod.GET, "/lines", "*/*, application/x-ndjson;q=0");
    }

    @Test
    void refusals_are_problems_whatever_is_accepted() {
        for (String accept : new String[] {"image/png", "garbage", "application/json", "text/event-stream"}) {
            send(HttpMethod.GET, "/nowhere", accept)
                    .expectStatus()
                    .isNotFound()
                    .expectHeader()
                    .contentType(APPLICATION_PROBLEM_JSON);
        }
    }

    private void refused(HttpMethod method, String path, String accept) {
        send(method, path, accept)
                .expectStatus()
                .isEqualTo(406)
                .expectHeader()
                .contentType(APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo(Problem.TYPES + "not-acceptable");
    }

    private WebTestClient.ResponseSpec send(HttpMethod method, String path, String accept) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port + "/api/v1")
                .build()
                .method(method)
                .uri(path)
                .header("Accept", accept)
                .exchange();
    }
}
