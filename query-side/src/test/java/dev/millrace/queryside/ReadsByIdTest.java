package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.cart.CartLine;
import dev.millrace.cart.CartView;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockLevel;
import dev.millrace.inventory.WarehouseStock;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.schema.EventJson;
import java.util.List;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A read by id is no older than the log, whatever the read model knows; none of them is written by a projection here. */
class ReadsByIdTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Money TEN = Money.parse("GBP 10.00");

    private final QueryServer server = QueryServer.shared();
    private final LiveKeys keys = new LiveKeys(QueryServer.GENERATION);
    private String unique = "";

    @BeforeEach
    void name() {
        unique = OrderId.next().toString();
    }

    @Test
    void an_order_that_no_view_has_yet_is_there() {
        OrderEvents order = OrderEvents.ofNewOrder();
        long position = server.append(order.tags(), order.placed(), order.reserved(), order.requested());

        JsonNode found = json("/orders/" + order.id());

        assertThat(found.at("/status").asString()).isEqualTo("pending");
        assertThat(found.at("/payment/status").asString()).isEqualTo("requested");
        assertThat(found.at("/position").asLong()).isEqualTo(position);
    }

    @Test
    void a_view_that_lacks_the_newest_events_is_completed() {
        CartId cart = CartId.next();
        Set<Tag> tags = Set.of(Tag.of("cart", cart.toString()));
        server.append(tags, new CartOpened(cart, null, CurrencyUnit.GBP));
        JsonNode before = json("/carts/" + cart);
        server.redis()
                .opsForValue()
                .set(
                        keys.of(CartView.KIND, cart),
                        view(cart, before.at("/position").asLong()))
                .block();
        CartLine line = new CartLine(1, new Sku("85123A"), "LANTERN", 3, TEN, false);
        long position = server.append(tags, new CartItemsAdded(cart, List.of(line)));

        JsonNode found = json("/carts/" + cart);

        assertThat(found.at("/total/amount").asString()).isEqualTo("30.00");
        assertThat(found.at("/position").asLong()).isEqualTo(position);
        assertThat(etag("/carts/" + cart)).isEqualTo("\"" + position + "\"");
    }

    @Test
    void stock_is_what_the_view_has_and_what_came_beyond_its_progress() {
        Sku sku = new Sku("S" + unique.substring(24));
        long first = server.append(stock(sku), received(sku, "north", 4));
        server.redis()
                .<String, String>opsForHash()
                .put(
                        keys.of(WarehouseStock.KIND, sku),
                        "north",
                        EventJson.mapper().writeValueAsString(new WarehouseStock(first, 4, 0)))
                .block();
        server.watermark(LiveKeys.PROJECTION, first);
        server.append(stock(sku), received(sku, "main", 6));

        JsonNode found = json("/stock/" + sku);

        assertThat(found.at("/onHand").asLong()).isEqualTo(10);
        assertThat(found.at("/warehouses")).hasSize(2);
    }

    @Test
    void a_product_that_no_index_has_is_there_with_its_newest_price_and_stock() {
        Sku sku = new Sku("P" + unique.substring(24));
        Set<Tag> product = Set.of(Tag.of("product", sku.value()));
        long priced = server.append(
                product,
                new ProductCreated(sku, "Lamp", "", TEN),
                new ProductPriced(sku, Money.parse("GBP 12.00"), TEN));
        server.append(stock(sku), received(sku, "main", 6));

        JsonNode found = json("/products/" + sku);

        assertThat(found.at("/price/amount").asString()).isEqualTo("12.00");
        assertThat(found.at("/free").asLong()).isEqualTo(6);
        assertThat(etag("/products/" + sku)).startsWith("\"" + priced + "-");
    }

    @Test
    void stock_of_what_is_no_product_makes_none() {
        Sku sku = new Sku("N" + unique.substring(24));
        server.append(stock(sku), received(sku, "main", 6));

        server.http().get().uri("/products/" + sku).exchange().expectStatus().isNotFound();
    }

    private static Set<Tag> stock(Sku sku) {
        return Set.of(Tag.of("sku", sku.value()));
    }

    private static StockReceived received(Sku sku, String warehouse, int units) {
        return new StockReceived(sku, new WarehouseId(warehouse), units, new StockLevel(units, 0), null);
    }

    private static String view(CartId cart, long position) {
        return """
                {"position":%d,"cartId":"%s","currency":"GBP","lines":[],"total":{"minorUnits":0,"currency":"GBP"},
                "openedAt":"2026-05-01T12:00:00Z","updatedAt":"2026-05-01T12:00:00Z"}""".formatted(position, cart);
    }

    private String etag(String uri) {
        return server.http()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
    }

    private JsonNode json(String uri) {
        return JSON.readTree(server.http()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent());
    }
}
