package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.cart.CartLine;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderLine;
import dev.millrace.payment.PaymentCommand.RecordCapture;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import dev.millrace.schema.EventReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Decisions on a log that a build began which knew only version 1 of events with money (ADR 90). */
class PastVersionsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Money OLD_PRICE = Money.parse("KWD 2.450");
    private static final Money PRICE = Money.parse("KWD 2.500");

    private final RunningApi api = RunningApi.shared();
    private final Sku sku = new Sku("OLD-" + UUID.randomUUID());

    @Test
    void a_cart_that_was_filled_then_is_checked_out_now() {
        CartId cart = CartId.next();
        stored(Tag.of("product", sku.value()), new ProductCreated(sku, "Lamp", "", OLD_PRICE));
        stored(
                Tag.of("cart", cart.toString()),
                new CartOpened(cart, null, CurrencyUnit.of("KWD")),
                new CartItemsAdded(cart, List.of(new CartLine(1, sku, "Lamp", 2, OLD_PRICE, false))));
        stored(Tag.of("product", sku.value()), new ProductPriced(sku, PRICE, OLD_PRICE));

        String checkout = "{\"email\": \"ada@example.com\", \"country\": \"GB\", \"paymentToken\": \"tok_approve\"%s}";
        api.post("/carts/" + cart + "/checkout", checkout.formatted(""))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.changes[0].previous.amount")
                .isEqualTo("2.450")
                .jsonPath("$.changes[0].current.amount")
                .isEqualTo("2.500");
        String order = api.create("/carts/" + cart + "/checkout", checkout.formatted(", \"acceptPriceChanges\": true"));

        StoredEvent placed = events(Tag.of("order", order)).getFirst();
        assertThat(placed.version()).isEqualTo("2");
        assertThat(new String(placed.payload(), StandardCharsets.UTF_8))
                .contains("\"total\":{\"minorUnits\":5000,\"currency\":\"KWD\"}")
                .doesNotContain("amount");
        assertThat(events(Tag.of("cart", cart.toString())))
                .extracting(StoredEvent::version)
                .containsExactly("1", "1", "2", "2");
    }

    @Test
    void an_order_whose_payment_was_promised_then_is_paid_and_confirmed_now() {
        OrderId order = OrderId.next();
        PaymentId payment = PaymentId.next();
        Tag its = Tag.of("order", order.toString());
        stored(Tag.of("product", sku.value()), new ProductCreated(sku, "Lamp", "", PRICE));
        api.create("/stock/receipts", """
                {"sku": "%s", "warehouse": "london", "quantity": 5}""".formatted(sku));
        stored(
                its,
                new OrderPlaced(
                        order,
                        CartId.next(),
                        null,
                        "ada@example.com",
                        "GB",
                        List.of(new OrderLine(1, sku, "Lamp", 2, PRICE)),
                        PRICE.multipliedBy(2),
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        "tok_approve"));
        api.command(new ReserveStock(order, Instant.now().plusSeconds(900)));
        stored(
                its,
                new PaymentRequested(payment, order, PRICE.multipliedBy(2), "tok_approve"),
                new PaymentAuthorised(payment, order, PRICE.multipliedBy(2), "ref-1"));

        api.command(new RecordCapture(payment, order, PRICE.multipliedBy(2)));
        api.command(new ConfirmOrder(order));

        assertThat(events(its))
                .extracting(event ->
                        EventReader.read(event.type(), event.version(), event.payload())
                                        .getClass()
                                        .getSimpleName() + " " + event.version())
                .containsExactly(
                        "OrderPlaced 1",
                        "StockReserved 1",
                        "PaymentRequested 1",
                        "PaymentAuthorised 1",
                        "PaymentCaptured 2",
                        "OrderConfirmed 1");
    }

    private List<StoredEvent> events(Tag tag) {
        return api.log().read(Criteria.tagged(tag), 0).collectList().block(SOON);
    }

    private void stored(Tag tag, BusinessEvent... events) {
        List<NewEvent> all = List.of(events).stream()
                .map(event -> new NewEvent(
                        UUID.randomUUID(),
                        EventCatalog.typeName(event.getClass()),
                        "1",
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        EventJson.mapper()
                                .writeValueAsString(event)
                                .replace("\"minorUnits\":", "\"amount\":")
                                .getBytes(StandardCharsets.UTF_8),
                        Map.of(),
                        Set.of(tag)))
                .toList();
        api.log().append(all, AppendCondition.none()).block(SOON);
    }
}
