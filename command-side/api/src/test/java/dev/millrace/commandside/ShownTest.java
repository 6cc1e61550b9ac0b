package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Writes answer with the thing as it then is. */
class ShownTest {

    private static final String CHECKOUT = """
            {"email": "a@example.com", "country": "GB", "paymentToken": "tok_approve"}""";

    private final RunningApi api = RunningApi.shared();

    @Test
    void a_cart_answers_with_its_lines_and_total_after_each_change() {
        String sku = api.product(0);
        EntityExchangeResult<String> opened = shown(api.post(
                "/carts", "{\"currency\": \"GBP\", \"items\": [{\"sku\": \"" + sku + "\", \"quantity\": 2}]}"));
        String cart = RunningApi.read(opened.getResponseBody(), "$.cartId");
        assertThat(opened.getStatus().value()).isEqualTo(201);
        assertThat(opened.getResponseHeaders().getFirst("Content-Location")).isEqualTo("/api/v1/carts/" + cart);
        assertThat(RunningApi.<String>read(opened.getResponseBody(), "$.total.amount"))
                .isEqualTo("5.00");

        EntityExchangeResult<String> added = shown(api.post("/carts/" + cart + "/items", """
                        {"items": [{"sku": "%s", "quantity": 1, "agreedPrice": {"amount": "1.50", "currency": "GBP"}}]}""".formatted(sku)));
        assertThat(added.getStatus().value()).isEqualTo(201);
        int line = RunningApi.read(added.getResponseBody(), "$.lines[1].line");

        String changed = shown(
                        api.send(HttpMethod.PATCH, "/carts/" + cart + "/items/" + line, "{\"quantity\": 4}", null))
                .getResponseBody();
        assertThat(RunningApi.<String>read(changed, "$.total.amount")).isEqualTo("11.00");
        EntityExchangeResult<String> removed =
                shown(api.send(HttpMethod.DELETE, "/carts/" + cart + "/items/" + line, null, null));
        assertThat(removed.getStatus().value()).isEqualTo(200);
        assertThat(RunningApi.<Integer>read(removed.getResponseBody(), "$.lines.length()"))
                .isEqualTo(1);
        assertThat(removed.getResponseHeaders().getETag())
                .isEqualTo('"' + removed.getResponseHeaders().getFirst("Event-Position") + '"');
    }

    @Test
    void a_checkout_answers_with_the_order_and_so_does_what_happens_to_it() {
        String placed = shown(api.post("/carts/" + api.cart(api.product(1), 1) + "/checkout", CHECKOUT))
                .getResponseBody();
        String order = RunningApi.read(placed, "$.orderId");
        assertThat(RunningApi.<String>read(placed, "$.status")).isEqualTo("pending");

        String cancelled = shown(api.post("/orders/" + order + "/cancellation", "{\"reason\": \"Changed my mind\"}"))
                .getResponseBody();
        assertThat(RunningApi.<String>read(cancelled, "$.status")).isEqualTo("cancelled");
        assertThat(RunningApi.<String>read(cancelled, "$.reason.detail")).isEqualTo("Changed my mind");
    }

    @Test
    void a_product_and_its_stock_answer_as_they_are() {
        String sku = "SKU-" + UUID.randomUUID();
        String created = shown(api.post("/products", """
                        {"sku": "%s", "name": "A thing", "price": {"amount": "2.50", "currency": "GBP"}}""".formatted(sku))).getResponseBody();
        assertThat(RunningApi.<Boolean>read(created, "$.available")).isFalse();
        String received = shown(api.post("/stock/receipts", """
                        {"sku": "%s", "warehouse": "london", "quantity": 7}""".formatted(sku))).getResponseBody();
        assertThat(RunningApi.<Integer>read(received, "$.warehouses[0].free")).isEqualTo(7);

        String priced = shown(api.send(
                        HttpMethod.PUT,
                        "/products/" + sku + "/price",
                        "{\"price\": {\"amount\": \"3.00\", \"currency\": \"GBP\"}}",
                        null))
                .getResponseBody();
        assertThat(RunningApi.<String>read(priced, "$.price.amount")).isEqualTo("3.00");
        assertThat(RunningApi.<Integer>read(priced, "$.free")).isEqualTo(7);
        String withdrawn = shown(api.post("/products/" + sku + "/withdrawal", "{\"reason\": \"No longer made\"}"))
                .getResponseBody();
        assertThat(RunningApi.<Boolean>read(withdrawn, "$.withdrawn")).isTrue();
    }

    @Test
    void what_did_not_change_anything_is_shown_too() {
        String sku = api.product(0);
        String same = "{\"price\": {\"amount\": \"2.50\", \"currency\": \"GBP\"}}";
        assertThat(RunningApi.<String>read(
                        shown(api.send(HttpMethod.PUT, "/products/" + sku + "/price", same, null))
                                .getResponseBody(),
                        "$.sku"))
                .isEqualTo(sku);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return=minimal", "respond-async, Return=\"minimal\"; wait=1"})
    void who_prefers_less_gets_no_body(String preference) {
        EntityExchangeResult<byte[]> opened = preferring(preference, "minimal-" + UUID.randomUUID());
        assertThat(opened.getStatus().value()).isEqualTo(201);
        assertThat(opened.getResponseBody()).isNull();
        HttpHeaders headers = opened.getResponseHeaders();
        assertThat(headers.getFirst("Preference-Applied")).isEqualTo("return=minimal");
        assertThat(headers.getFirst("Location")).startsWith("/api/v1/carts/");
        assertThat(headers.getFirst("Event-Position")).isNotNull();
        assertThat(headers.getFirst("Content-Location")).isNull();
        String cart = api.cart(api.product(0), 1);
        api.client
                .delete()
                .uri("/api/v1/carts/" + cart + "/items/1")
                .header("Prefer", preference)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectHeader()
                .valueEquals("Preference-Applied", "return=minimal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"return=representation", "return=nothing", "return", "returns=minimal", ",;="})
    void any_other_preference_leaves_the_body(String preference) {
        assertThat(preferring(preference, "whole-" + UUID.randomUUID()).getResponseBody())
                .isNotEmpty();
    }

    @Test
    void a_repeat_gets_the_first_answer_whatever_has_happened_since() {
        String key = UUID.randomUUID().toString();
        EntityExchangeResult<byte[]> first = preferring("return=representation", key);
        String cart = RunningApi.read(new String(first.getResponseBody()), "$.cartId");
        api.post("/carts/" + cart + "/items", "{\"items\": [{\"sku\": \"" + api.product(0) + "\", \"quantity\": 1}]}")
                .expectStatus()
                .isCreated();
        EntityExchangeResult<byte[]> repeat = preferring("return=minimal", key);
        assertThat(repeat.getResponseBody()).isEqualTo(first.getResponseBody());
        assertThat(repeat.getResponseHeaders().getETag())
                .isEqualTo(first.getResponseHeaders().getETag());
        assertThat(repeat.getResponseHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
    }

    private EntityExchangeResult<byte[]> preferring(String preference, String key) {
        return api.client
                .post()
                .uri("/api/v1/carts")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .header("Prefer", preference)
                .bodyValue("{\"currency\": \"GBP\"}")
                .exchange()
                .expectBody()
                .returnResult();
    }

    /** With a body that is JSON, and where to find it. */
    private static EntityExchangeResult<String> shown(WebTestClient.ResponseSpec response) {
        EntityExchangeResult<String> answer = response.expectStatus()
                .is2xxSuccessful()
                .expectHeader()
                .contentType("application/json")
                .expectHeader()
                .exists("ETag")
                .expectHeader()
                .exists("Content-Location")
                .expectBody(String.class)
                .returnResult();
        assertThat(answer.getResponseBody()).isNotEmpty();
        return answer;
    }
}
