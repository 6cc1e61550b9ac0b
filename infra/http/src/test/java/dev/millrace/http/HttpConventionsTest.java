package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;

@SpringBootTest(classes = SampleApi.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HttpConventionsTest {

    private static final String ID = "0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10";
    private static final String ITEMS = "\"items\": [{\"sku\": \"A-1\", \"quantity\": 2}]";

    @LocalServerPort
    private int port;

    private WebTestClient client;

    @BeforeEach
    void connect() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Test
    void money_times_and_ids_come_back_as_they_went_in() {
        post("{" + ITEMS
                        + ", \"price\": {\"amount\": \"12.5\", \"currency\": \"GBP\"}, \"at\": \"2026-01-31T12:00:00Z\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.price.amount")
                .isEqualTo("12.50")
                .jsonPath("$.price.currency")
                .isEqualTo("GBP")
                .jsonPath("$.at")
                .isEqualTo("2026-01-31T12:00:00Z")
                .jsonPath("$.items[0].sku")
                .isEqualTo("A-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'items': [{'sku': 'A', 'quantity': 0}]}                   | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': -1}]}                  | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': 1000001}]}             | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': 99999999999999}]}      | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': 1e999999999}]}         | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': '3'}]}                 | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': 1.5}]}                 | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': true}]}                | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': []}]}                  | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A'}]}                                  | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': 'A', 'quantity': null}]}                | items[0].quantity | a whole number from 1 to 1000000",
                "{'items': [{'sku': '-', 'quantity': 1}]}                   | items[0].sku      | 1 to 64 letters, digits, spaces, dots, dashes or underscores, beginning with a letter or digit",
                "{'items': [{'sku': 7, 'quantity': 1}]}                     | items[0].sku      | a string",
                "{'items': [{'sku': 'A', 'quantity': 1, 'colour': 'red'}]}  | items[0].colour   | nothing: known here are quantity, sku",
                "{'items': [null]}                                          | items[0]          | present",
                "{'items': []}                                              | items             | 1 to 3 items",
                "{'items': 'A'}                                             | items             | 1 to 3 items",
                "{}                                                         | items             | present",
                "{'price': {'amount': '1.005', 'currency': 'GBP'}}          | price.amount      | a decimal in a string, with no more decimal places than its currency has, such as \"12.50\"",
                "{'price': {'amount': '1e999999999', 'currency': 'GBP'}}    | price.amount      | a decimal in a string, with no more decimal places than its currency has, such as \"12.50\"",
                "{'price': {'amount': 1.5, 'currency': 'GBP'}}              | price.amount      | a decimal in a string, with no more decimal places than its currency has, such as \"12.50\"",
                "{'price': {'amount': '1.5', 'currency': 'QQQ'}}            | price.currency    | the ISO 4217 code of a currency in circulation such as GBP",
                "{'price': {'amount': '1.5', 'currency': 'XXX'}}            | price.currency    | the ISO 4217 code of a currency in circulation such as GBP",
                "{'price': {'amount': '1.5'}}                               | price.currency    | the ISO 4217 code of a currency in circulation such as GBP",
                "{'price': 3}                                               | price             | an object such as {\"amount\": \"12.50\", \"currency\": \"GBP\"}",
                "{'at': 1750000000}                                         | at                | a time in ISO 8601 such as 2026-01-31T12:00:00Z",
                "{'at': 'yesterday'}                                        | at                | a time in ISO 8601 such as 2026-01-31T12:00:00Z",
                "{'size': 'HUGE'}                                           | size              | one of SMALL, LARGE",
                "{'size': 1}                                                | size              | one of SMALL, LARGE",
                "{'gift': 'true'}                                           | gift              | true or false",
                "{'gift': 1}                                                | gift              | true or false",
                "{'note': 7}                                                | note              | a string without control characters",
                "{'note': 'a\\u0000b'}                                      | note              | a string without control characters",
                "{'note': '\\ud800'}                                        | note              | a string without control characters",
                "[]                                                         | body              | one JSON object",
                "null                                                       | body              | a JSON object",
                "{'note': 'a', 'note': 'b'}                                 | note              | there once",
                "{'note': 'a'                                               | body              | JSON",
                "{'note': 'a'} {}                                           | body              | one JSON object",
            })
    void a_wrong_value_is_named_with_what_was_expected(String json, String field, String expected) {
        post(json.replace('\'', '"'))
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].expected")
                .isEqualTo(expected)
                .jsonPath("$.status")
                .isEqualTo(400)
                .jsonPath("$.instance")
                .isEqualTo("/api/v1/baskets");
    }

    @Test
    void a_number_of_thousands_of_digits_is_refused_unread() {
        post("{\"items\": [{\"sku\": \"A\", \"quantity\": " + "9".repeat(2_000) + "}]}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("items[0]")
                .jsonPath("$.errors[0].expected")
                .value(expected -> assertThat(expected.toString()).contains("at most 1000 digits"));
    }

    @Test
    void every_invalid_field_is_named_at_once() {
        post("{\"items\": [{\"quantity\": 0}, {\"sku\": \"A\", \"quantity\": 0}]}")
                .expectBody()
                .jsonPath("$.errors[*].field")
                .value(fields -> assertThat(fields.toString())
                        .isEqualTo("[\"items[0].quantity\",\"items[0].sku\",\"items[1].quantity\"]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'paymentToken': '4111 1111-1111 1111'}      | paymentToken",
                "{'paymentToken': 4111111111111111}           | paymentToken",
                "{'payment': {'x': ['4111111111111111']}}     | payment.x[0]",
                "{'items': [{'cardNumber': '1'}]}             | items[0].cardNumber",
                "{'CVC': '123'}                               | CVC",
                "{'card_number': '1'} trailing                | card_number",
            })
    void card_data_is_refused_before_anything_else_sees_it(String json, String field) {
        String body = post(json.replace('\'', '"'))
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).contains("card-data-refused", "\"" + field + "\"").doesNotContain("4111");
    }

    @ParameterizedTest
    @CsvSource({"cvc=1, cvc", "payment_token=4111%201111%201111%201111, payment_token"})
    void card_data_is_refused_in_the_query_too(String query, String field) {
        client.get()
                .uri(URI.create("http://127.0.0.1:" + port + "/api/v1/pages?" + query))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111@example.org",
        "ada+4111-1111-1111-1111@example.org",
        "378282246310005@example.org",
        "3782.822463.10005@example.org",
    })
    void a_card_number_in_an_e_mail_address_is_refused(String email) {
        String body = post("{\"contactEmail\": \"" + email + "\"}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).contains("card-data-refused", "\"contactEmail\"").doesNotContain("1111", "10005");
    }

    @ParameterizedTest
    @CsvSource({"4111111111111111", "order 4111 1111 1111 1111", "5555555555554444:capture", "a4111111111111111"})
    void a_card_number_in_an_idempotency_key_is_refused(String key) {
        String body = keyed(key)
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).contains("card-data-refused", "\"Idempotency-Key\"").doesNotContain("1111", "4444");
    }

    /**
     * All of them pass Luhn's check: a time in milliseconds and one in nanoseconds, an article's number, a part of a UUID and of
     * other random ids.
     */
    @ParameterizedTest
    @CsvSource({
        "1763716692001",
        "1763716692000000001",
        "receipt-4006381333932",
        "abcd4111-1111-1111-1111-abcdefabcdef",
        "cart-4111111111111111abcdef01",
        "a378282246310005-17",
    })
    void other_numbers_in_an_idempotency_key_are_nobodys_card(String key) {
        keyed(key).expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource({"tok_approve", "4111111111111112", "411111111111"})
    void a_token_is_no_card_number(String token) {
        post("{" + ITEMS + ", \"paymentToken\": \"" + token + "\"}")
                .expectStatus()
                .isOk();
    }

    @Test
    void digits_outside_of_payment_fields_are_nobodys_card() {
        post("{" + ITEMS + ", \"note\": \"4111111111111111\"}").expectStatus().isOk();
    }

    @Test
    void a_body_of_more_than_a_mebibyte_is_refused_with_or_without_its_length_told() {
        String large = "{\"note\": \"" + "x".repeat(RawBody.MAX_BYTES) + "\"}";
        post(large)
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo(Problem.TYPES + "body-too-large");

        Flux<org.springframework.core.io.buffer.DataBuffer> chunks = Flux.range(0, 20)
                .map(i -> DefaultDataBufferFactory.sharedInstance.wrap(
                        "x".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
        client.post()
                .uri("/api/v1/baskets")
                .contentType(APPLICATION_JSON)
                .body(BodyInserters.fromDataBuffers(chunks))
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo(Problem.TYPES + "body-too-large");
    }

    @Test
    void a_body_of_just_under_a_mebibyte_is_taken() {
        post("{" + ITEMS + ", \"note\": \"" + "x".repeat(RawBody.MAX_BYTES - 100) + "\"}")
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/baskets/not-an-id            | id     | a UUID, such as 0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10",
                "/api/v1/baskets/%00                  | id     | a UUID, such as 0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10",
                "/api/v1/baskets/" + ID + "?limit=0   | limit  | a whole number from 1 to 200",
                "/api/v1/baskets/" + ID + "?limit=201 | limit  | a whole number from 1 to 200",
                "/api/v1/baskets/" + ID + "?limit=x   | limit  | a whole number from 1 to 200",
                "/api/v1/pages?cursor=rubbish         | cursor | the `next` of an earlier page of this list",
            })
    void a_wrong_parameter_is_named_with_what_was_expected(String uri, String name, String expected) {
        client.get()
                .uri(java.net.URI.create("http://127.0.0.1:" + port + uri))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(name)
                .jsonPath("$.errors[0].expected")
                .isEqualTo(expected);
    }

    @Test
    void a_wrong_position_in_a_header_is_named() {
        client.get()
                .uri("/api/v1/baskets/" + ID)
                .header(EventPosition.MIN_HEADER, "-3")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(EventPosition.MIN_HEADER);
    }

    @Test
    void what_no_endpoint_does_is_said_with_a_problem_too() {
        problem(client.get().uri("/api/v1/nowhere").exchange(), 404, "not-found");
        problem(client.get().uri("/baskets/" + ID).exchange(), 404, "not-found");
        problem(client.put().uri("/api/v1/baskets").exchange(), 405, "method-not-allowed");
        problem(
                client.post()
                        .uri("/api/v1/baskets")
                        .header("Content-Type", "text/plain")
                        .bodyValue("x")
                        .exchange(),
                415,
                "unsupported-media-type");
        problem(
                client.get()
                        .uri("/api/v1/baskets/" + ID)
                        .header("Accept", "image/png")
                        .exchange(),
                406,
                "not-acceptable");
        problem(
                client.post()
                        .uri("/api/v1/baskets")
                        .contentType(APPLICATION_JSON)
                        .exchange(),
                400,
                "invalid-request");
    }

    @Test
    void the_methods_that_a_path_takes_are_in_the_answer_to_another() {
        client.put().uri("/api/v1/baskets").exchange().expectHeader().valueEquals("Allow", "POST");
    }

    @Test
    void a_server_that_is_down_is_503_and_tells_no_address() {
        String body = problem(client.get().uri("/api/v1/unreachable").exchange(), 503, "dependency-unavailable");
        assertThat(body).contains("\"dependency\":\"postgres\"").doesNotContain("10.0.0.7");
        client.get().uri("/api/v1/unreachable").exchange().expectHeader().valueEquals("Retry-After", "1");
    }

    @Test
    void what_nobody_foresaw_is_500_and_tells_nothing() {
        assertThat(problem(client.get().uri("/api/v1/broken").exchange(), 500, "internal-error"))
                .doesNotContain("secret", "Exception");
    }

    @Test
    void a_request_keeps_its_id_if_it_brings_a_sane_one() {
        client.get()
                .uri("/api/v1/pages")
                .header("X-Request-Id", "abc-1")
                .exchange()
                .expectHeader()
                .valueEquals("X-Request-Id", "abc-1");
        client.get()
                .uri("/api/v1/pages")
                .header("X-Request-Id", "a b<script>")
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f-]{36}");
        client.get()
                .uri("/api/v1/pages")
                .header("X-Request-Id", "4111111111111111")
                .exchange()
                .expectHeader()
                .valueMatches("X-Request-Id", "[0-9a-f-]{36}");
    }

    @Test
    void a_page_leads_to_the_next() {
        String next = com.jayway.jsonpath.JsonPath.read(get("/api/v1/pages"), "$.next");
        assertThat(get("/api/v1/pages?cursor=" + next))
                .isEqualTo("{\"items\":[{\"amount\":\"1.50\",\"currency\":\"GBP\"}]}");
    }

    @Test
    void answers_carry_what_keeps_browsers_safe() {
        client.get()
                .uri("/api/v1/pages")
                .exchange()
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Test
    void the_document_describes_endpoints_with_the_schemas_that_are_true() {
        String document = get("/v3/api-docs");
        assertThat(com.jayway.jsonpath.JsonPath.<String>read(
                        document, "$.components.schemas.Basket.properties.price['$ref']"))
                .isEqualTo("#/components/schemas/Money");
        assertThat(com.jayway.jsonpath.JsonPath.<String>read(
                        document, "$.components.schemas.Basket.properties.size['$ref']"))
                .isEqualTo("#/components/schemas/Size2");
        assertThat(com.jayway.jsonpath.JsonPath.<String>read(
                        document, "$.components.schemas.Money.properties.amount.type"))
                .isEqualTo("string");
        assertThat(com.jayway.jsonpath.JsonPath.<java.util.List<String>>read(
                        document, "$.components.schemas.InvalidField.required"))
                .contains("field");
        assertThat(com.jayway.jsonpath.JsonPath.<java.util.List<String>>read(
                        document, "$['x-problem-codes']['malformed-json'].statuses"))
                .containsExactly("400");
        assertThat(com.jayway.jsonpath.JsonPath.<String>read(document, "$.components.schemas.Item.properties.sku.type"))
                .isEqualTo("string");
        assertThat(com.jayway.jsonpath.JsonPath.<String>read(
                        document, "$.paths['/api/v1/baskets'].post.responses['422']['$ref']"))
                .isEqualTo("#/components/responses/UnprocessableContent");
        assertThat(com.jayway.jsonpath.JsonPath.<String>read(
                        document, "$.components.responses.UnprocessableContent.description"))
                .contains("`card-data-refused`: There is card data in it");
        assertThat(com.jayway.jsonpath.JsonPath.<Object>read(
                        document, "$.components.schemas.Problem.properties.errors"))
                .isNotNull();
        assertThat(com.jayway.jsonpath.JsonPath.<Object>read(document, "$.components.schemas.Problem.properties")
                        .toString())
                .doesNotContain("headers");
        client.get().uri("/swagger-ui.html").exchange().expectStatus().is3xxRedirection();
    }

    private WebTestClient.ResponseSpec post(String json) {
        return client.post()
                .uri("/api/v1/baskets")
                .contentType(APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    private WebTestClient.ResponseSpec keyed(String key) {
        return client.post()
                .uri("/api/v1/baskets")
                .contentType(APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .bodyValue("{" + ITEMS + "}")
                .exchange();
    }

    private String get(String uri) {
        return client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static String problem(WebTestClient.ResponseSpec response, int status, String code) {
        String body = response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).contains("\"" + Problem.TYPES + code + "\"", "\"requestId\"");
        return body;
    }
}
