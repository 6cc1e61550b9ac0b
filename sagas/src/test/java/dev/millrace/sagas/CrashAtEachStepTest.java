package dev.millrace.sagas;

import static dev.millrace.sagas.TestShop.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderCommand.CancelOrder;
import dev.millrace.order.OrderCommand.ShipOrder;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.processes.StepCrash;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A node that dies before or after any step of any process makes no difference. */
class CrashAtEachStepTest {

    private static final Sku HEARTS = new Sku("85123A");
    private static TestShop shop;

    @BeforeAll
    static void open() {
        shop = new TestShop();
        shop.stock(HEARTS, 1_000);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ReserveStock, true",
        "ReserveStock, false",
        "expiry, true",
        "expiry, false",
        "RequestPayment, true",
        "RequestPayment, false",
        "authorise, true",
        "authorise, false",
        "capture, true",
        "capture, false",
        "ConfirmOrder, true",
        "ConfirmOrder, false",
    })
    void an_order_is_confirmed_as_if_nothing_had_been(String step, boolean before) throws Exception {
        OrderId order = OrderId.next();
        StepCrash crash = new StepCrash("fulfilment", order.toString(), step, before);
        ConfigurableApplicationContext first = shop.instance(crash);
        shop.order(order, HEARTS, 1, "tok_approve");
        ConfigurableApplicationContext second = dies(first, crash);

        shop.awaitEvent(order, OrderConfirmed.class);
        assertThat(shop.journey(order))
                .containsExactly(
                        "OrderPlaced",
                        "StockReserved",
                        "PaymentRequested",
                        "PaymentAuthorised",
                        "PaymentCaptured",
                        "OrderConfirmed");
        await().atMost(PATIENCE).until(() -> shop.workLeft() == 0);
        shop.stop(second);
    }

    @ParameterizedTest
    @CsvSource({"ReleaseStock, true", "ReleaseStock, false", "refund, true", "refund, false", "end, true", "end, false"
    })
    void an_order_is_undone_as_if_nothing_had_been(String step, boolean before) throws Exception {
        OrderId order = OrderId.next();
        StepCrash crash = new StepCrash("fulfilment", order.toString(), step, before);
        ConfigurableApplicationContext first = shop.instance(crash);
        shop.order(order, HEARTS, 1, "tok_approve");
        shop.awaitEvent(order, OrderConfirmed.class);
        shop.send(new CancelOrder(order, "changed my mind"));
        ConfigurableApplicationContext second = dies(first, crash);

        shop.awaitEvent(order, PaymentRefunded.class);
        await().atMost(PATIENCE).until(() -> shop.workLeft() == 0);
        assertThat(shop.journey(order)).containsOnlyOnce("StockReleased", "PaymentRefunded", "OrderCancelled");
        assertThat(shop.atGateway(order)).isEqualTo("refunded");
        shop.stop(second);
    }

    @ParameterizedTest
    @CsvSource({
        "tok_decline, 1, ReleaseStock, true",
        "tok_decline, 1, ReleaseStock, false",
        "tok_decline, 1, RejectOrder, true",
        "tok_decline, 1, RejectOrder, false",
        "tok_approve, 100000, RejectOrder, true",
        "tok_approve, 100000, RejectOrder, false",
    })
    void an_order_is_rejected_as_if_nothing_had_been(String token, int quantity, String step, boolean before)
            throws Exception {
        OrderId order = OrderId.next();
        StepCrash crash = new StepCrash("fulfilment", order.toString(), step, before);
        ConfigurableApplicationContext first = shop.instance(crash);
        shop.order(order, HEARTS, quantity, token);
        ConfigurableApplicationContext second = dies(first, crash);

        shop.awaitEvent(order, OrderRejected.class);
        await().atMost(PATIENCE).until(() -> shop.workLeft() == 0);
        assertThat(shop.journey(order))
                .doesNotHaveDuplicates()
                .endsWith("OrderRejected")
                .contains(token.equals("tok_decline") ? "StockReleased" : "StockReservationRefused");
        shop.stop(second);
    }

    @ParameterizedTest
    @CsvSource({"RecordDecline, true", "RecordDecline, false", "void, true", "void, false"})
    void a_charge_that_nobody_answered_for_is_voided_as_if_nothing_had_been(String step, boolean before)
            throws Exception {
        OrderId order = OrderId.next();
        StepCrash crash = new StepCrash("fulfilment", order.toString(), step, before);
        ConfigurableApplicationContext first = shop.instance(crash);
        shop.order(order, HEARTS, 1, "tok_silent_authorised");
        ConfigurableApplicationContext second = dies(first, crash);

        shop.awaitEvent(order, PaymentVoided.class);
        shop.awaitEvent(order, OrderRejected.class);
        await().atMost(PATIENCE).until(() -> shop.workLeft() == 0);
        assertThat(shop.journey(order))
                .containsOnlyOnce("PaymentDeclined", "StockReleased", "OrderRejected", "PaymentVoided");
        assertThat(shop.atGateway(order)).isEqualTo("voided");
        shop.stop(second);
    }

    @ParameterizedTest
    @CsvSource({"ShipStock, true", "ShipStock, false"})
    void a_parcel_takes_its_goods_as_if_nothing_had_been(String step, boolean before) throws Exception {
        OrderId order = OrderId.next();
        StepCrash crash = new StepCrash("fulfilment", order.toString(), step, before);
        ConfigurableApplicationContext first = shop.instance(crash);
        shop.order(order, HEARTS, 1, "tok_approve");
        shop.awaitEvent(order, OrderConfirmed.class);
        shop.send(new ShipOrder(order, ParcelId.next(), "DPD", "1Z", List.of()));
        ConfigurableApplicationContext second = dies(first, crash);

        shop.awaitEvent(order, StockShipped.class);
        await().atMost(PATIENCE).until(() -> shop.workLeft() == 0);
        assertThat(shop.journey(order)).containsOnlyOnce("OrderShipped", "StockShipped");
        shop.stop(second);
    }

    @ParameterizedTest
    @CsvSource({"abandoned, true", "abandoned, false", "ExpireCart, true", "ExpireCart, false"})
    void a_cart_expires_as_if_nothing_had_been(String step, boolean before) throws Exception {
        CartId cart = CartId.next();
        StepCrash crash = new StepCrash("cart-expiry", cart.toString(), step, before);
        ConfigurableApplicationContext first = shop.instance(crash, "millrace.carts.expiry.guest=1s");
        shop.send(new OpenCart(cart, null, CurrencyUnit.GBP, List.of()));
        ConfigurableApplicationContext second = dies(first, crash);

        await().atMost(PATIENCE).until(() -> shop.storedOfCart(cart).size() == 2);
        assertThat(shop.storedOfCart(cart).getLast().type()).isEqualTo("millrace.cart.CartExpired");
        await().atMost(PATIENCE).until(() -> shop.workLeft("cart-expiry") == 0);
        shop.stop(second);
    }

    private static ConfigurableApplicationContext dies(ConfigurableApplicationContext first, StepCrash crash)
            throws Exception {
        crash.reached().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        shop.crash(first);
        return shop.instance("millrace.carts.expiry.guest=1s");
    }
}
