package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.DescribedApi;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiTest {

    private static final String DOCUMENT =
            RunningApi.body(RunningApi.shared().client.get().uri("/v3/api-docs").exchange());

    @ParameterizedTest
    @CsvSource({
        "post,   /products,                                  201, true",
        "put,    /products/{sku}/price,                      200, false",
        "put,    /products/{sku}/description,                200, false",
        "post,   /products/{sku}/withdrawal,                 200, false",
        "post,   /product-batches,                           200, true",
        "post,   /price-batches,                             200, true",
        "post,   /stock-receipt-batches,                     200, true",
        "post,   /stock/receipts,                            201, true",
        "post,   /stock/adjustments,                         201, true",
        "post,   /carts,                                     201, true",
        "post,   /carts/{id}/items,                          201, true",
        "patch,  /carts/{id}/items/{line},                   200, false",
        "delete, /carts/{id}/items/{line},                   200, false",
        "post,   /carts/{id}/checkout,                       202, true",
        "post,   /orders/{id}/cancellation,                  202, false",
        "post,   /orders/{id}/parcels,                       201, true",
        "post,   /orders/{id}/parcels/{parcelId}/delivery,   200, false",
        "post,   /payments/webhooks/sandbox,                 200, false",
    })
    void every_endpoint_is_documented_with_its_answers(String method, String path, String status, boolean key) {
        String operation = "$.paths['/api/v1" + path + "']." + method;
        Map<String, Object> responses = RunningApi.read(DOCUMENT, operation + ".responses");
        assertThat(responses).containsKeys(status, "400", "422", "503");
        String parameters = RunningApi.read(DOCUMENT, operation).toString();
        assertThat(parameters.contains("Idempotency-Key") && parameters.contains("required=true,"))
                .as("a key is asked for: %s", parameters)
                .isIn(key, parameters.contains("required=true,"));
        if (key) {
            assertThat(parameters).contains("Idempotency-Key");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "post,   /products,                                409, product.already-exists",
        "put,    /products/{sku}/price,                    412, precondition-failed",
        "post,   /product-batches,                         422, idempotency-key-reused",
        "post,   /products,                                422, idempotency-key-reused",
        "put,    /products/{sku}/price,                    422, product.other-currency",
        "post,   /stock/receipts,                          422, inventory.product-not-found",
        "post,   /carts/{id}/items,                        409, cart.already-checked-out",
        "delete, /carts/{id}/items/{line},                 404, cart.line-not-found",
        "post,   /carts/{id}/checkout,                     409, cart.price-changed",
        "post,   /carts/{id}/checkout,                     422, card-data-refused",
        "post,   /orders/{id}/parcels,                     409, idempotency-key-in-progress",
        "post,   /orders/{id}/parcels/{parcelId}/delivery, 404, order.parcel-not-found",
        "post,   /orders/{id}/cancellation,                503, command-timeout",
        "post,   /orders/{id}/cancellation,                503, dependency-unavailable",
    })
    void codes_of_problems_are_documented_where_they_occur(String method, String path, String status, String code) {
        String response = "$.paths['/api/v1" + path + "']." + method + ".responses['" + status + "']";
        assertThat(RunningApi.<String>read(DOCUMENT, response + ".description")).contains("`" + code + "`");
        assertThat(RunningApi.<String>read(DOCUMENT, response + ".content['application/problem+json'].schema['$ref']"))
                .isEqualTo("#/components/schemas/Problem");
        assertThat(RunningApi.<List<String>>read(DOCUMENT, response + ".x-problem-codes"))
                .contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/product-batches", "/price-batches", "/stock-receipt-batches"})
    void a_batch_is_documented_with_how_large_it_may_be(String path) {
        assertThat(RunningApi.<String>read(DOCUMENT, "$.paths['/api/v1" + path + "'].post.description"))
                .endsWith(" The body may have up to 10 MiB.");
    }

    @Test
    void a_write_is_documented_with_what_it_takes_and_gives() {
        String checkout = "$.paths['/api/v1/carts/{id}/checkout'].post";
        assertThat(RunningApi.<List<Integer>>read(
                        DOCUMENT, checkout + ".parameters[?(@.name == 'Idempotency-Key')].schema.maxLength"))
                .containsExactly(255);
        assertThat(RunningApi.<String>read(
                        DOCUMENT, checkout + ".responses['202'].content['application/json'].schema['$ref']"))
                .isEqualTo("#/components/schemas/Order");
        assertThat(RunningApi.<Map<String, Object>>read(DOCUMENT, checkout + ".responses['202'].headers"))
                .containsKeys("Location", "Content-Location", "ETag", "Event-Position");
        String schemas = "$.components.schemas.";
        assertThat(RunningApi.<String>read(DOCUMENT, schemas + "Checkout.properties.country.pattern"))
                .isEqualTo("^[A-Z]{2}$");
        assertThat(RunningApi.<Integer>read(DOCUMENT, schemas + "NewProduct.properties.name.maxLength"))
                .isEqualTo(200);
        assertThat(RunningApi.<String>read(DOCUMENT, schemas + "NewItem.properties.sku.pattern"))
                .startsWith("^[A-Za-z0-9]");
    }

    @Test
    void every_body_has_an_example_that_its_schema_allows_and_every_code_a_meaning() {
        DescribedApi api = new DescribedApi(DOCUMENT);

        assertThat(api.invalidExamples()).isEmpty();
        assertThat(api.bodiesWithoutExample()).isEmpty();
        assertThat(api.codesWithoutMeaning()).isEmpty();
        assertThat(RunningApi.<String>read(DOCUMENT, "$['x-problem-codes']['cart.price-changed'].meaning"))
                .contains("acceptPriceChanges");
    }

    @Test
    void every_schema_that_is_referred_to_is_there() {
        Set<String> known = RunningApi.<Map<String, Object>>read(DOCUMENT, "$.components.schemas")
                .keySet();
        Set<String> meant = Pattern.compile("#/components/schemas/([^\"]+)")
                .matcher(DOCUMENT)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(known).containsAll(meant);
        assertThat(meant).contains("Cart", "CartLine", "Order", "OrderLine", "Product", "Stock", "WarehouseStock");
    }

    @Test
    void there_is_no_endpoint_that_this_test_does_not_know() {
        assertThat(RunningApi.<Map<String, Object>>read(DOCUMENT, "$.paths")).hasSize(17);
    }

    @Test
    void values_are_documented_as_they_are_in_json() {
        assertThat(RunningApi.<String>read(DOCUMENT, "$.components.schemas.NewItem.properties.agreedPrice['$ref']"))
                .isEqualTo("#/components/schemas/Money");
        assertThat(RunningApi.<String>read(DOCUMENT, "$.components.schemas.Order.properties.orderId.format"))
                .isEqualTo("uuid");
        assertThat(RunningApi.<List<String>>read(DOCUMENT, "$.components.schemas.Order.required"))
                .contains("orderId", "status", "total", "lines")
                .doesNotContain("customerId", "reason");
        assertThat(RunningApi.<String>read(DOCUMENT, "$.components.schemas.Order.properties.status['$ref']"))
                .isEqualTo("#/components/schemas/OrderStatus");
        assertThat(RunningApi.<String>read(DOCUMENT, "$.components.schemas.NewItem.properties.sku.type"))
                .isEqualTo("string");
        assertThat(RunningApi.<Integer>read(DOCUMENT, "$.components.schemas.NewItem.properties.quantity.maximum"))
                .isEqualTo(1_000_000);
    }
}
