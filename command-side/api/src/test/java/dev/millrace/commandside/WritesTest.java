package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.inventory.StockCommand;
import dev.millrace.order.OrderCommand;
import dev.millrace.payment.PaymentCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

class WritesTest {

    private static final String CHECKOUT = """
            {"email": "a@example.com", "country": "GB", "paymentToken": "tok_approve"%s}""";

    private final RunningApi api = RunningApi.shared();

    @Test
    void a_product_is_created_described_priced_and_withdrawn() {
        String sku = api.product(0);
        done(
                HttpMethod.PUT,
                "/products/" + sku + "/price",
                "{\"price\": {\"amount\": \"3.00\", \"currency\": \"GBP\"}}");
        done(HttpMethod.PUT, "/products/" + sku + "/description", "{\"name\": \"Another\", \"description\": \"Red\"}");
        done(HttpMethod.POST, "/products/" + sku + "/withdrawal", "{\"reason\": \"No longer made\"}");
        assertThat(types("product", sku))
                .containsExactly("ProductCreated", "ProductPriced", "ProductDescribed", "ProductWithdrawn");
    }

    @Test
    void a_name_of_200_characters_is_taken_whichever_they_are() {
        String product = """
                {"sku": "%s", "name": "%s", "description": "", "price": {"amount": "1.00", "currency": "GBP"}}""";
        String sku = "EMOJI-" + java.util.UUID.randomUUID();
        api.post("/products", product.formatted(sku, "🛒".repeat(201)))
                .expectStatus()
                .isBadRequest();
        api.post("/products", product.formatted(sku, "🛒".repeat(200)))
                .expectStatus()
                .isCreated();
    }

    @Test
    void what_is_appended_can_be_watched() {
        double before = appends();
        api.product(1);
        // Others may write at the same time, but nobody takes a count back.
        assertThat(appends()).isGreaterThanOrEqualTo(before + 2);
    }

    private double appends() {
        String metric = RunningApi.body(api.client
                .get()
                .uri("/actuator/metrics/millrace.events.append?tag=ending:appended")
                .exchange());
        return RunningApi.<List<Double>>read(metric, "$.measurements[?(@.statistic == 'COUNT')].value")
                .getFirst();
    }

    @Test
    void a_sku_with_a_space_has_a_location_that_leads_to_it() {
        String sku = "SPACE " + java.util.UUID.randomUUID();
        api.post("/products", """
                        {"sku": "%s", "name": "A", "price": {"amount": "1.00", "currency": "GBP"}}""".formatted(sku))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/v1/products/" + sku.replace(" ", "%20"));
        done(
                HttpMethod.PUT,
                "/products/" + sku.replace(" ", "%20") + "/price",
                "{\"price\": {\"amount\": \"3.00\", \"currency\": \"GBP\"}}");
    }

    @Test
    void stock_is_received_and_adjusted() {
        String sku = api.product(10);
        api.post("/stock/adjustments", """
                        {"sku": "%s", "warehouse": "london", "delta": -3, "reason": "Broken"}""".formatted(sku))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/v1/stock/" + sku);
        assertThat(types("sku", sku)).containsExactly("StockReceived", "StockAdjusted");
    }

    @Test
    void a_cart_is_filled_changed_and_emptied() {
        String sku = api.product(0);
        String cart = api.create("/carts", "{\"currency\": \"GBP\"}");
        api.post("/carts/" + cart + "/items", "{\"items\": [{\"sku\": \"" + sku + "\", \"quantity\": 2}]}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/v1/carts/" + cart)
                .expectBody()
                .jsonPath("$.cartId")
                .isEqualTo(cart);
        done(HttpMethod.PATCH, "/carts/" + cart + "/items/1", "{\"quantity\": 5}");
        done(HttpMethod.DELETE, "/carts/" + cart + "/items/1", null);
        assertThat(types("cart", cart))
                .containsExactly("CartOpened", "CartItemsAdded", "CartItemQuantityChanged", "CartItemRemoved");
    }

    @Test
    void the_position_in_an_answer_is_that_of_the_last_event() {
        String sku = api.product(0);
        WebTestClient.ResponseSpec response =
                api.post("/carts", "{\"currency\": \"GBP\", \"items\": [{\"sku\": \"" + sku + "\", \"quantity\": 2}]}");
        String position = response.expectStatus()
                .isCreated()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getFirst("Event-Position");
        assertThat(Long.parseLong(position)).isEqualTo(api.head());
    }

    @Test
    void events_know_the_request_that_caused_them() {
        String cart = api.client
                .post()
                .uri("/api/v1/carts")
                .header("Idempotency-Key", "correlated")
                .header("X-Request-Id", "my-request-7")
                .header("Content-Type", "application/json")
                .bodyValue("{\"currency\": \"GBP\"}")
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation()
                .getPath();
        StoredEvent event =
                events("cart", cart.substring(cart.lastIndexOf('/') + 1)).getFirst();
        assertThat(event.metadata())
                .containsEntry("correlationId", "my-request-7")
                .containsEntry("actor", "person:local-developer")
                .containsKey("causationId");
    }

    @Test
    void a_checkout_leads_to_an_order_that_can_be_shipped_and_delivered() {
        String order = confirmedOrder(api.cart(api.product(10), 4));
        String location = api.post("/orders/" + order + "/parcels", """
                        {"carrier": "Royal Mail", "trackingNumber": "RM1", "lines": [{"line": 1, "quantity": 3}]}""")
                .expectStatus()
                .isCreated()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getLocation()
                .getPath();
        assertThat(location).startsWith("/api/v1/orders/" + order + "/parcels/");
        String rest = api.create("/orders/" + order + "/parcels", "{\"carrier\": \"DHL\", \"trackingNumber\": \"2\"}");

        done(HttpMethod.POST, location.substring("/api/v1".length()) + "/delivery", null);
        done(HttpMethod.POST, "/orders/" + order + "/parcels/" + rest + "/delivery", "{}");

        assertThat(types("order", order)).endsWith("OrderShipped", "OrderShipped", "OrderDelivered", "OrderDelivered");
    }

    @Test
    void an_order_is_cancelled() {
        String order = api.create("/carts/" + api.cart(api.product(1), 1) + "/checkout", CHECKOUT.formatted(""));
        api.post("/orders/" + order + "/cancellation", "{\"reason\": \"Changed my mind\"}")
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .valueEquals("Location", "/api/v1/orders/" + order);
        assertThat(types("order", order)).contains("OrderCancelled");
    }

    @Test
    void a_changed_price_is_refused_with_the_lines_it_concerns_until_it_is_accepted() {
        String sku = api.product(1);
        String cart = api.cart(sku, 1);
        done(
                HttpMethod.PUT,
                "/products/" + sku + "/price",
                "{\"price\": {\"amount\": \"3.00\", \"currency\": \"GBP\"}}");
        api.post("/carts/" + cart + "/checkout", CHECKOUT.formatted(""))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/cart.price-changed")
                .jsonPath("$.changes[0].line")
                .isEqualTo(1)
                .jsonPath("$.changes[0].previous.amount")
                .isEqualTo("2.50")
                .jsonPath("$.changes[0].current.amount")
                .isEqualTo("3.00");
        api.post("/carts/" + cart + "/checkout", CHECKOUT.formatted(", \"acceptPriceChanges\": true"))
                .expectStatus()
                .isAccepted();
    }

    @Test
    void an_order_taken_elsewhere_keeps_its_time() {
        String order = api.create(
                "/carts/" + api.cart(api.product(1), 1) + "/checkout",
                CHECKOUT.formatted(", \"orderedAt\": \"2010-12-01T08:26:00Z\""));
        String placed =
                new String(events("order", order).getFirst().payload(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(RunningApi.<String>read(placed, "$.orderedAt")).isEqualTo("2010-12-01T08:26:00Z");
    }

    @Test
    void an_order_keeps_no_moment_that_is_finer_than_what_stores_keep() {
        assertThat(orderedAt(", \"orderedAt\": \"2012-12-31T23:59:59.9999999Z\""))
                .isEqualTo(Instant.parse("2012-12-31T23:59:59.999999Z"));
        Instant now = orderedAt("");
        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
    }

    private Instant orderedAt(String given) {
        String order = api.create("/carts/" + api.cart(api.product(1), 1) + "/checkout", CHECKOUT.formatted(given));
        String placed =
                new String(events("order", order).getFirst().payload(), java.nio.charset.StandardCharsets.UTF_8);
        return Instant.parse(RunningApi.read(placed, "$.orderedAt"));
    }

    @Test
    void an_order_of_1114_lines_works_like_one_of_three() {
        List<String> skus = IntStream.range(0, 50).mapToObj(i -> api.product(0)).toList();
        String items = IntStream.range(0, 1_114)
                .mapToObj(i -> """
                        {"sku": "%s", "quantity": %d, "agreedPrice": {"amount": "%d.99", "currency": "GBP"}}""".formatted(skus.get(i % 50), i + 1, i / 50 + 1))
                .collect(Collectors.joining(","));
        String cart = api.create("/carts", "{\"currency\": \"GBP\", \"items\": [" + items + "]}");
        String order = api.create("/carts/" + cart + "/checkout", CHECKOUT.formatted(""));
        String placed =
                new String(events("order", order).getFirst().payload(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(RunningApi.<Integer>read(placed, "$.lines.length()")).isEqualTo(1_114);
    }

    private String confirmedOrder(String cart) {
        String order = api.create("/carts/" + cart + "/checkout", CHECKOUT.formatted(""));
        OrderId id = OrderId.of(order);
        PaymentId payment = PaymentId.next();
        Money total = Money.parse("GBP 10.00");
        api.command(new StockCommand.ReserveStock(id, Instant.now().plusSeconds(900)));
        api.command(new PaymentCommand.RequestPayment(payment, id, total, "tok_approve"));
        api.command(new PaymentCommand.RecordAuthorisation(payment, id, total, "ref-1"));
        api.command(new PaymentCommand.RecordCapture(payment, id, total));
        api.command(new OrderCommand.ConfirmOrder(id));
        return order;
    }

    private void done(HttpMethod method, String path, String json) {
        api.send(method, path, json, null)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches("Event-Position", "\\d+")
                .expectHeader()
                .valueMatches("ETag", "\"[0-9a-f-]+\"");
    }

    private List<String> types(String tag, String value) {
        return events(tag, value).stream()
                .map(event -> event.type().substring(event.type().lastIndexOf('.') + 1))
                .toList();
    }

    private List<StoredEvent> events(String tag, String value) {
        return api.log()
                .read(Criteria.tagged(Tag.of(tag, value)), 0)
                .collectList()
                .block(Duration.ofSeconds(10));
    }
}
