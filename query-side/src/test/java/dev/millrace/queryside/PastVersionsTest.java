package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.cart.CartView;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.schema.BusinessEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Logs in which events lie as builds of before stored them. */
class PastVersionsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final QueryServer server = QueryServer.shared();
    private final OrderEvents order = OrderEvents.ofNewOrder();

    @Test
    void an_event_is_shown_in_the_newest_version_wherever_events_are_shown() {
        long position = server.appendAsVersion1(order.tags(), order.placed());
        String its = "?tag=order:" + order.id();

        assertThat(List.of(
                        json("/events/at/" + position),
                        json("/events" + its).at("/items/0"),
                        JSON.readTree(text("/events/export" + its)),
                        JSON.readTree(firstMessage("/events/stream" + its))))
                .allSatisfy(event -> {
                    assertThat(event.get("position").asLong()).isEqualTo(position);
                    assertThat(event.get("version").asString()).isEqualTo("2");
                    assertThat(event.at("/payload/total")).hasToString("{\"minorUnits\":1250,\"currency\":\"GBP\"}");
                    assertThat(event.at("/payload/lines/0/unitPrice"))
                            .hasToString("{\"minorUnits\":250,\"currency\":\"GBP\"}");
                });
    }

    @Test
    void its_data_alone_stays_as_it_was_stored_and_tells_its_schema() {
        long past = server.appendAsVersion1(order.tags(), order.placed());
        long present = server.append(order.tags(), order.placed());

        assertThat(data(past, 1)).contains("\"total\":{\"amount\":1250,\"currency\":\"GBP\"}");
        assertThat(data(present, 2)).contains("\"total\":{\"minorUnits\":1250,\"currency\":\"GBP\"}");
    }

    @Test
    void each_version_has_its_schema() {
        String total = "/properties/total/properties";
        assertThat(json("/event-schemas/millrace.order.OrderPlaced/1").at(total).propertyNames())
                .containsExactly("amount", "currency");
        assertThat(json("/event-schemas/millrace.order.OrderPlaced/2").at(total).propertyNames())
                .containsExactly("minorUnits", "currency");
    }

    @Test
    void a_log_with_both_versions_tells_the_same_order() {
        BusinessEvent[] placed = {order.placed(), order.reserved()};
        OrderEvents other = OrderEvents.ofNewOrder();
        BusinessEvent[] otherPlaced = {other.placed(), other.reserved()};
        server.appendAsVersion1(order.tags(), placed);
        server.append(order.tags(), order.requested(), order.confirmed());
        server.append(other.tags(), otherPlaced);
        server.append(other.tags(), other.requested(), other.confirmed());

        assertThat(said(order)).isEqualTo(said(other));
        assertThat(said(order).at("/total/amount").asString()).isEqualTo("12.50");
        assertThat(said(order).at("/payment/amount/amount").asString()).isEqualTo("12.50");
        assertThat(json("/orders/" + order.id() + "/journey").at("/steps"))
                .hasSameSizeAs(json("/orders/" + other.id() + "/journey").at("/steps"));
    }

    @Test
    void a_live_view_that_a_build_of_before_wrote_is_passed_over_for_the_log() {
        CartId cart = CartId.next();
        long opened =
                server.append(Set.of(Tag.of("cart", cart.toString())), new CartOpened(cart, null, CurrencyUnit.GBP));
        server.redis()
                .opsForValue()
                .set(new LiveKeys(QueryServer.GENERATION).of(CartView.KIND, cart), """
                        {"position":%d,"cartId":"%s","currency":"GBP","lines":[],"total":{"amount":99,"currency":"GBP"},\
                        "openedAt":"2026-05-01T12:00:00Z","updatedAt":"2026-05-01T12:00:00Z"}""".formatted(opened, cart))
                .block();

        assertThat(json("/carts/" + cart).at("/total/amount").asString()).isEqualTo("0.00");
    }

    /** What is told of the order, but for what tells it from others. */
    private JsonNode said(OrderEvents its) {
        ObjectNode said = (ObjectNode) json("/orders/" + its.id());
        ((ObjectNode) said.get("payment")).remove("paymentId");
        return said.remove(List.of(
                "orderId", "cartId", "orderedAt", "placedAt", "updatedAt", "confirmedAt", "reservedUntil", "position"));
    }

    private String data(long position, int version) {
        return body(get("/events/at/" + position + "/data", MediaType.APPLICATION_JSON)
                .expectHeader()
                .valueEquals(
                        "Link",
                        "</api/v1/event-schemas/millrace.order.OrderPlaced/%d>; rel=\"describedby\""
                                .formatted(version)));
    }

    private JsonNode json(String uri) {
        return JSON.readTree(body(get(uri, MediaType.ALL)));
    }

    private String text(String uri) {
        return body(get(uri, MediaType.APPLICATION_NDJSON));
    }

    private String firstMessage(String uri) {
        return server.web()
                .get()
                .uri(uri)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(String.class)
                .blockFirst();
    }

    private ResponseSpec get(String uri, MediaType type) {
        return server.http()
                .get()
                .uri(uri)
                .accept(type)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static String body(ResponseSpec response) {
        return new String(response.expectBody().returnResult().getResponseBodyContent(), StandardCharsets.UTF_8);
    }
}
