package dev.millrace.sandbox;

import static dev.millrace.sandbox.RunningSandbox.charge;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

/** What a page of somebody else's, open in a browser on this machine, can send. */
class ForeignPagesTest {

    private static RunningSandbox sandbox;

    private final UUID payment = UUID.randomUUID();

    @BeforeAll
    static void start() {
        sandbox = new RunningSandbox(
                "--millrace.sandbox.webhooks.enabled=false", "--millrace.http.hosts=payment-sandbox");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void nothing_was_paid() {
        sandbox.get("/v1/payments/" + payment).expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rebound.example:8090", "rebound.example", "localhost.rebound.example", "10.1.2.3"})
    void a_page_whose_name_was_made_to_point_here_gets_nothing(String host) {
        refused(pay(MediaType.APPLICATION_JSON_VALUE, HttpHeaders.HOST, host), 421, "unknown-host");
        refused(
                sandbox.client()
                        .get()
                        .uri("/v1/tokens")
                        .header(HttpHeaders.HOST, host)
                        .exchange(),
                421,
                "unknown-host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1"})
    void a_page_of_another_origin_can_change_nothing(String origin) {
        refused(pay(MediaType.APPLICATION_JSON_VALUE, HttpHeaders.ORIGIN, origin), 403, "foreign-origin");
        refused(
                sandbox.client()
                        .options()
                        .uri("/v1/payments")
                        .header(HttpHeaders.ORIGIN, origin)
                        .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "POST")
                        .exchange(),
                403,
                "foreign-origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void what_a_page_can_send_without_asking_is_no_payment(String type) {
        refused(pay(type, "X-Nothing", "more"), 415, "unsupported-media-type");
        refused(
                sandbox.client()
                        .post()
                        .uri("/v1/payments/" + payment + "/void")
                        .header("Idempotency-Key", "key")
                        .header(HttpHeaders.CONTENT_TYPE, type)
                        .exchange(),
                415,
                "unsupported-media-type");
    }

    @Test
    void a_body_of_no_type_is_no_payment() {
        sandbox.client()
                .post()
                .uri("/v1/payments")
                .header("Idempotency-Key", payment + ":authorise")
                .body((request, context) -> request.writeWith(Mono.just(request.bufferFactory()
                        .wrap(charge(payment, payment, 1250, "tok_approve").getBytes(StandardCharsets.UTF_8)))))
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8090", "127.0.0.1", "[::1]:8090", "payment-sandbox:8080"})
    void this_machines_names_and_those_set_are_its_own(String host) {
        sandbox.client()
                .get()
                .uri("/v1/tokens")
                .header(HttpHeaders.HOST, host)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec pay(String type, String header, String value) {
        return sandbox.client()
                .post()
                .uri("/v1/payments")
                .header("Idempotency-Key", payment + ":authorise")
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(header, value)
                .bodyValue(charge(payment, payment, 1250, "tok_approve"))
                .exchange();
    }

    private static void refused(WebTestClient.ResponseSpec response, int status, String code) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/" + code);
    }
}
