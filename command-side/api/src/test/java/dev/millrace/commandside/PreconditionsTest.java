package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A write whose precondition doesn't hold does not happen. */
class PreconditionsTest {

    private static final String PRICE = "{\"price\": {\"amount\": \"%s\", \"currency\": \"GBP\"}}";
    private static final String CHECKOUT =
            "{\"email\": \"a@example.com\", \"country\": \"GB\", \"paymentToken\": \"tok_approve\"}";

    private final RunningApi api = RunningApi.shared();

    private WebTestClient.ResponseSpec send(
            HttpMethod method, String path, String json, String key, String header, String value) {
        var request = api.client
                .method(method)
                .uri(URI.create(api.uri + "/api/v1" + path))
                .header(header, value);
        if (key != null) {
            request.header(IdempotencyKey.HEADER, key);
        }
        return request.contentType(MediaType.APPLICATION_JSON).bodyValue(json).exchange();
    }

    private WebTestClient.ResponseSpec put(String sku, String amount, String match) {
        return send(HttpMethod.PUT, "/products/" + sku + "/price", PRICE.formatted(amount), null, "If-Match", match);
    }

    private String tag(WebTestClient.ResponseSpec answer) {
        return answer.expectStatus()
                .is2xxSuccessful()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
    }

    private void failed(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/precondition-failed");
    }

    private String priced(String sku, String amount) {
        return tag(api.send(HttpMethod.PUT, "/products/" + sku + "/price", PRICE.formatted(amount), null));
    }

    @Test
    void who_saw_an_older_product_changes_nothing_whatever_its_stock_did() {
        String sku = api.product(0);
        String first = priced(sku, "3.00");
        api.create("/stock/receipts", "{\"sku\": \"" + sku + "\", \"warehouse\": \"london\", \"quantity\": 1}");
        String second = tag(put(sku, "4.00", first));
        long head = api.head();

        failed(put(sku, "5.00", first));
        failed(put(sku, "5.00", "\"999999999\""));
        failed(put(sku, "5.00", "W/" + second));
        failed(send(
                HttpMethod.POST, "/products/" + sku + "/withdrawal", "{\"reason\": \"x\"}", null, "If-Match", first));
        assertThat(api.head()).isEqualTo(head);
        tag(put(sku, "5.00", "\"nope\", " + second));
        tag(put(sku, "6.00", "*"));
    }

    @Test
    void what_does_not_exist_matches_nothing_and_what_exists_is_not_made_again() {
        String sku = "SKU-" + UUID.randomUUID();
        String product = "{\"sku\": \"%s\", \"name\": \"A\", \"price\": {\"amount\": \"1.00\", \"currency\": \"GBP\"}}"
                .formatted(sku);
        failed(put(sku, "5.00", "*"));
        failed(send(HttpMethod.POST, "/products", product, UUID.randomUUID().toString(), "If-Match", "*"));
        String made = tag(
                send(HttpMethod.POST, "/products", product, UUID.randomUUID().toString(), "If-None-Match", "*"));
        failed(send(HttpMethod.POST, "/products", product, UUID.randomUUID().toString(), "If-None-Match", "*"));
        failed(send(
                HttpMethod.PUT, "/products/" + sku + "/price", PRICE.formatted("2.00"), null, "If-None-Match", made));
    }

    @Test
    void carts_orders_and_stock_are_compared_as_they_are() {
        String sku = api.product(5);
        String cart = api.cart(sku, 1);
        String items = "{\"items\": [{\"sku\": \"" + sku + "\", \"quantity\": 1}]}";
        String seen = tag(api.post("/carts/" + cart + "/items", items));
        String newer = tag(api.post("/carts/" + cart + "/items", items));
        failed(send(HttpMethod.PATCH, "/carts/" + cart + "/items/1", "{\"quantity\": 9}", null, "If-Match", seen));
        failed(send(
                HttpMethod.POST,
                "/carts/" + cart + "/checkout",
                CHECKOUT,
                UUID.randomUUID().toString(),
                "If-Match",
                seen));
        var placed = send(
                        HttpMethod.POST,
                        "/carts/" + cart + "/checkout",
                        CHECKOUT,
                        UUID.randomUUID().toString(),
                        "If-Match",
                        newer)
                .expectStatus()
                .isAccepted()
                .returnResult(Void.class)
                .getResponseHeaders();
        String order = placed.getFirst("Location").substring("/api/v1".length());
        String reason = "{\"reason\": \"x\"}";
        failed(send(HttpMethod.POST, order + "/cancellation", reason, null, "If-Match", newer));
        tag(send(HttpMethod.POST, order + "/cancellation", reason, null, "If-Match", placed.getETag()));

        String receipt = "{\"sku\": \"" + sku + "\", \"warehouse\": \"london\", \"quantity\": 1}";
        String before = tag(api.post("/stock/receipts", receipt));
        tag(send(HttpMethod.POST, "/stock/receipts", receipt, UUID.randomUUID().toString(), "If-Match", before));
        failed(send(
                HttpMethod.POST, "/stock/receipts", receipt, UUID.randomUUID().toString(), "If-Match", before));
    }

    @Test
    void of_many_with_the_same_tag_one_changes_the_product() {
        String sku = api.product(0);
        String seen = priced(sku, "3.00");

        List<Integer> statuses = Flux.fromStream(IntStream.rangeClosed(1, 20).boxed())
                .flatMap(
                        i -> Flux.defer(() -> Flux.just(put(sku, "4." + (10 + i), seen)
                                        .returnResult(Void.class)
                                        .getStatus()
                                        .value()))
                                .subscribeOn(Schedulers.boundedElastic()),
                        20)
                .collectList()
                .block();

        assertThat(statuses).containsOnlyOnce(200).hasSize(20).containsOnly(200, 412);
    }

    @Test
    void a_repeat_gets_the_first_answer_though_its_tag_is_stale_by_then() {
        String sku = api.product(0);
        String seen = priced(sku, "3.00");
        String key = UUID.randomUUID().toString();
        String withdrawal = "/products/" + sku + "/withdrawal";
        tag(send(HttpMethod.POST, withdrawal, "{\"reason\": \"x\"}", key, "If-Match", seen));
        send(HttpMethod.POST, withdrawal, "{\"reason\": \"x\"}", key, "If-Match", seen)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true");
    }

    @Test
    void what_failed_for_its_tag_may_be_tried_again_with_a_newer_one_under_the_same_key() {
        String sku = api.product(0);
        String seen = priced(sku, "3.00");
        String newer = priced(sku, "4.00");
        String key = UUID.randomUUID().toString();
        String withdrawal = "/products/" + sku + "/withdrawal";
        failed(send(HttpMethod.POST, withdrawal, "{\"reason\": \"x\"}", key, "If-Match", seen));
        tag(send(HttpMethod.POST, withdrawal, "{\"reason\": \"x\"}", key, "If-Match", newer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "\"17", "*, \"17\"", "\"a\" \"b\""})
    void a_header_that_is_no_list_of_tags_is_refused(String value) {
        String sku = api.product(0);
        long head = api.head();
        put(sku, "9.00", value)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("If-Match");
        assertThat(api.head()).isEqualTo(head);
    }
}
