package dev.millrace.queryside;

import dev.millrace.cart.CartLine;
import dev.millrace.cart.CartView;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.WarehouseStock;
import dev.millrace.order.OrderLine;
import dev.millrace.order.OrderStatus;
import dev.millrace.order.OrderView;
import dev.millrace.order.ParcelLine;
import dev.millrace.order.ParcelView;
import dev.millrace.payment.PaymentStatus;
import dev.millrace.payment.PaymentView;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.schema.EventJson;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveReadsTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private final QueryServer server = QueryServer.shared();
    private final LiveKeys keys = new LiveKeys(QueryServer.GENERATION);
    private final OrderId order = OrderId.next();

    @Test
    void an_order_is_answered_as_it_stands() {
        write(keys.of(OrderView.KIND, order), order(41));

        server.http()
                .get()
                .uri("/orders/{id}", order)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"41\"")
                .expectBody()
                .jsonPath("$.orderId")
                .isEqualTo(order.toString())
                .jsonPath("$.status")
                .isEqualTo("confirmed")
                .jsonPath("$.lines[0].total.amount")
                .isEqualTo("12.50")
                .jsonPath("$.payment.status")
                .isEqualTo("captured")
                .jsonPath("$.parcels[0].lines[0].quantity")
                .isEqualTo(5)
                .jsonPath("$.customerId")
                .doesNotExist()
                .jsonPath("$.position")
                .isEqualTo(41);
    }

    @Test
    void who_has_the_latest_is_not_sent_it_again() {
        write(keys.of(OrderView.KIND, order), order(41));

        server.http()
                .get()
                .uri("/orders/{id}", order)
                .header("If-None-Match", "\"41\"")
                .exchange()
                .expectStatus()
                .isNotModified();
        server.http()
                .get()
                .uri("/orders/{id}", order)
                .header("If-None-Match", "\"40\"")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void a_position_that_the_log_has_come_to_is_not_waited_for() {
        write(keys.of(OrderView.KIND, order), order(41));
        OrderEvents another = OrderEvents.ofNewOrder();
        long position = server.append(another.tags(), another.placed());

        server.http()
                .get()
                .uri("/orders/{id}", order)
                .header("Min-Event-Position", Long.toString(position))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.position")
                .isEqualTo(41);
        server.http()
                .get()
                .uri("/orders/{id}", OrderId.next())
                .header("Min-Event-Position", Long.toString(position))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1"})
    void a_position_that_is_none_is_named(String position) {
        for (String uri :
                List.of("/orders/" + order, "/carts/" + CartId.next(), "/stock/A", "/products/A", "/orders")) {
            server.http()
                    .get()
                    .uri(uri)
                    .header("Min-Event-Position", position)
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("Min-Event-Position");
        }
    }

    @Test
    void a_position_that_the_log_does_not_come_to_in_time_is_said_to_be_beyond() {
        write(keys.of(OrderView.KIND, order), order(41));

        server.http()
                .get()
                .uri("/orders/{id}", order)
                .header("Min-Event-Position", "999999999")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("https://millrace.dev/problems/read-model-behind");
    }

    @Test
    void a_cart_is_answered_as_it_stands() {
        CartId cart = CartId.next();
        write(
                keys.of(CartView.KIND, cart),
                new CartView(
                        7,
                        cart,
                        null,
                        "GBP",
                        List.of(new CartLine(1, new Sku("85123A"), "LANTERN", 3, Money.parse("GBP 2.50"), false)),
                        Money.parse("GBP 7.50"),
                        null,
                        null,
                        NOON,
                        NOON));

        server.http()
                .get()
                .uri("/carts/{id}", cart)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"7\"")
                .expectBody()
                .jsonPath("$.total.amount")
                .isEqualTo("7.50")
                .jsonPath("$.lines[0].total.amount")
                .isEqualTo("7.50");
    }

    @Test
    void stock_is_told_per_warehouse_and_in_total() {
        Sku sku = new Sku("S" + order.toString().substring(24));
        server.redis()
                .<String, String>opsForHash()
                .put(keys.of(WarehouseStock.KIND, sku), "north", json(new WarehouseStock(5, 10, 4)))
                .block();
        server.redis()
                .<String, String>opsForHash()
                .put(keys.of(WarehouseStock.KIND, sku), "main", json(new WarehouseStock(9, 20, 1)))
                .block();

        server.http()
                .get()
                .uri("/stock/{sku}", sku)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .exists("ETag")
                .expectBody()
                .jsonPath("$.onHand")
                .isEqualTo(30)
                .jsonPath("$.reserved")
                .isEqualTo(5)
                .jsonPath("$.free")
                .isEqualTo(25)
                .jsonPath("$.warehouses[0].warehouse")
                .isEqualTo("main")
                .jsonPath("$.warehouses[1].free")
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/%s", "/carts/%s", "/stock/%s", "/orders/%s/journey"})
    void what_is_not_known_is_not_found(String uri) {
        server.http()
                .get()
                .uri(uri.formatted(OrderId.next()))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .value(type -> org.assertj.core.api.Assertions.assertThat((String) type)
                        .endsWith(".not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/17", "/carts/abc", "/orders/17/journey", "/orders/17/stream"})
    void malformed_ids_are_named(String uri) {
        server.http()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("id");
    }

    @Test
    void the_journey_is_read_from_the_log_itself() {
        OrderEvents events = OrderEvents.ofNewOrder();
        long position = server.append(events.tags(), events.placed(), events.reserved());

        server.http()
                .get()
                .uri("/orders/{id}/journey", events.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"" + position + "\"")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("pending")
                .jsonPath("$.steps[1].name")
                .isEqualTo("stock-reservation")
                .jsonPath("$.steps[1].status")
                .isEqualTo("done")
                .jsonPath("$.steps[1].events[0].causationId")
                .isEqualTo("command-1")
                .jsonPath("$.steps[2].name")
                .isEqualTo("payment-authorisation")
                .jsonPath("$.steps[2].status")
                .isEqualTo("waiting")
                .jsonPath("$.deadlines[0].kind")
                .isEqualTo("reservation-expiry")
                .jsonPath("$.deadlines[0].open")
                .isEqualTo(true);
    }

    private OrderView order(long position) {
        return new OrderView(
                position,
                order,
                CartId.next(),
                OrderStatus.CONFIRMED,
                null,
                "ann@example.org",
                "GB",
                List.of(new OrderLine(1, new Sku("85123A"), "LANTERN", 5, Money.parse("GBP 2.50"))),
                Money.parse("GBP 12.50"),
                NOON,
                NOON,
                NOON,
                NOON,
                null,
                null,
                new PaymentView(PaymentId.next(), PaymentStatus.CAPTURED, Money.parse("GBP 12.50"), 0, null, null),
                List.of(new ParcelView(ParcelId.next(), "DHL", "JD01", List.of(new ParcelLine(1, 5)), NOON, null)),
                null);
    }

    private void write(String key, Object view) {
        server.redis().opsForValue().set(key, json(view)).block();
    }

    private static String json(Object view) {
        return EventJson.mapper().writeValueAsString(view);
    }
}
