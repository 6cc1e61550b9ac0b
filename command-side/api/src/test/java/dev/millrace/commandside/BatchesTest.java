package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

/** Many writes in one request, each with its own outcome. */
class BatchesTest {

    private final RunningApi api = RunningApi.shared();

    private String outcomes(String path, String json) {
        return RunningApi.body(api.post(path, json).expectStatus().isOk());
    }

    private static String product(String sku, String name) {
        return "{\"sku\": \"%s\", \"name\": \"%s\", \"price\": {\"amount\": \"1.00\", \"currency\": \"GBP\"}}"
                .formatted(sku, name);
    }

    private static String receipt(String sku) {
        return "{\"sku\": \"" + sku + "\", \"warehouse\": \"london\", \"quantity\": 2}";
    }

    private static String list(String name, List<String> entries) {
        return "{\"" + name + "\": [" + String.join(",", entries) + "]}";
    }

    private int available(String sku) {
        String shown = RunningApi.body(api.post("/stock/receipts", receipt(sku)));
        return RunningApi.<Integer>read(shown, "$.free") - 2;
    }

    @Test
    void what_is_wrong_with_one_stops_no_other() {
        String run = UUID.randomUUID().toString();
        String told = outcomes(
                "/product-batches",
                list(
                        "products",
                        List.of(
                                product("A-" + run, "First"),
                                product("!", "Second"),
                                product("B-" + run, "\u200b"),
                                "{\"sku\": \"C\", \"colour\": 1}",
                                "7",
                                "null",
                                product("D-" + run, "Fourth").replace("1.00", "0.00"),
                                product("E-" + run, "Last"))));

        assertThat(RunningApi.<List<Integer>>read(told, "$.outcomes[*].index")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(RunningApi.<List<Integer>>read(told, "$.outcomes[*].status"))
                .containsExactly(201, 400, 400, 400, 400, 400, 422, 201);
        assertThat(RunningApi.<String>read(told, "$.outcomes[0].location")).isEqualTo("/api/v1/products/A-" + run);
        assertThat(RunningApi.<String>read(told, "$.outcomes[1].problem.errors[0].field"))
                .isEqualTo("sku");
        assertThat(RunningApi.<String>read(told, "$.outcomes[2].problem.errors[0].field"))
                .isEqualTo("name");
        assertThat(RunningApi.<String>read(told, "$.outcomes[3].problem.errors[0].field"))
                .isEqualTo("colour");
        assertThat(RunningApi.<String>read(told, "$.outcomes[6].problem.type")).endsWith("/product.invalid-price");
        assertThat(RunningApi.<Integer>read(told, "$.outcomes[7].position")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-Match", "If-None-Match"})
    void a_batch_has_no_version_to_be_held_to(String header) {
        long head = api.head();
        api.client
                .post()
                .uri("/api/v1/stock-receipt-batches")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header(header, "*")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(list("receipts", List.of(receipt("A"))))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(header);
        assertThat(api.head()).isEqualTo(head);
    }

    @Test
    void five_hundred_products_get_a_price_and_stock_each() {
        String run = UUID.randomUUID().toString();
        List<String> skus =
                IntStream.range(0, 500).mapToObj(i -> "P" + i + "-" + run).toList();
        String created = outcomes(
                "/product-batches",
                list("products", skus.stream().map(sku -> product(sku, "Thing")).toList()));
        String priced = outcomes(
                "/price-batches",
                list(
                        "prices",
                        skus.stream()
                                .map(sku -> "{\"sku\": \"" + sku
                                        + "\", \"price\": {\"amount\": \"2.00\", \"currency\": \"GBP\"}}")
                                .toList()));
        String received = outcomes(
                "/stock-receipt-batches",
                list("receipts", skus.stream().map(BatchesTest::receipt).toList()));

        assertThat(RunningApi.<List<Integer>>read(created, "$.outcomes[*].status"))
                .hasSize(500)
                .containsOnly(201);
        assertThat(RunningApi.<List<Integer>>read(priced, "$.outcomes[*].status"))
                .hasSize(500)
                .containsOnly(200);
        assertThat(RunningApi.<List<Integer>>read(received, "$.outcomes[*].status"))
                .hasSize(500)
                .containsOnly(201);
        assertThat(available(skus.get(499))).isEqualTo(2);
    }

    /** Characters of four bytes, the most that one has in UTF-8. */
    @Test
    void five_hundred_products_may_have_texts_as_long_as_any() {
        String run = UUID.randomUUID().toString();
        String description = "\ud83d\udce6".repeat(4_000);
        String told = outcomes(
                "/product-batches",
                list(
                        "products",
                        IntStream.range(0, 500)
                                .mapToObj(i -> product("L" + i + "-" + run, "\ud83c\udf81".repeat(200))
                                        .replaceFirst("}$", ", \"description\": \"" + description + "\"}"))
                                .toList()));

        assertThat(RunningApi.<List<Integer>>read(told, "$.outcomes[*].status"))
                .hasSize(500)
                .containsOnly(201);
    }

    @ParameterizedTest
    @CsvSource({
        "/product-batches, 10485760",
        "/price-batches, 10485760",
        "/stock-receipt-batches, 10485760",
        "/products, 1048576",
        "/stock/receipts, 1048576"
    })
    void a_batch_may_be_larger_than_a_single_write(String path, int most) {
        api.post(path, "{\"name\": \"" + "x".repeat(most) + "\"}")
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The body is larger than " + most + " bytes.");
        api.post(path, "{\"name\": \"" + "x".repeat(most - 20) + "\"}")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void a_repeat_gets_the_first_outcomes_and_receives_nothing_twice() {
        String sku = api.product(0);
        String body = list("receipts", List.of(receipt(sku), receipt(sku)));
        String key = UUID.randomUUID().toString();
        String first = RunningApi.body(api.post("/stock-receipt-batches", body, key));
        String again = RunningApi.body(api.post("/stock-receipt-batches", body, key)
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true"));

        assertThat(again).isEqualTo(first);
        assertThat(available(sku)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/product-batches       | {}                | products",
                "/product-batches       | {'products': []}  | products",
                "/product-batches       | {'products': 7}   | products",
                "/price-batches         | {'prices': null}  | prices",
                "/stock-receipt-batches | {'receipts': [{}], 'more': 1} | more",
            })
    void what_is_no_batch_is_refused_as_a_whole(String path, String json, String field) {
        api.post(path, json.replace('\'', '"'))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void a_batch_has_500_entries_at_most() {
        String entries = IntStream.rangeClosed(0, 500).mapToObj(i -> "{}").collect(Collectors.joining(","));
        api.post("/product-batches", "{\"products\": [" + entries + "]}")
                .expectStatus()
                .isBadRequest();
    }
}
