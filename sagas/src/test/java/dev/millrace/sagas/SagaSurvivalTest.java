package dev.millrace.sagas;

import static dev.millrace.sagas.TestShop.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderRejectionReason;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.processes.Processes;
import dev.millrace.schema.BusinessEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that die, come late or share the work. */
class SagaSurvivalTest {

    private static final Sku HEARTS = new Sku("85123A");
    private static final List<String> HAPPY = List.of(
            "OrderPlaced",
            "StockReserved",
            "PaymentRequested",
            "PaymentAuthorised",
            "PaymentCaptured",
            "OrderConfirmed");

    private TestShop shop;

    @BeforeEach
    void open() {
        shop = new TestShop();
        shop.stock(HEARTS, 1_000);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {OrderPlaced.class, StockReserved.class, PaymentRequested.class, PaymentAuthorised.class})
    void whatever_an_instance_was_at_when_it_died_the_next_one_carries_on(Class<? extends BusinessEvent> point) {
        var first = shop.instance();
        OrderId order = shop.order(HEARTS, 1, "tok_slow");
        shop.awaitEvent(order, point);
        shop.crash(first);

        shop.instance();
        shop.awaitEvent(order, OrderConfirmed.class);
        assertThat(shop.journey(order)).containsExactlyElementsOf(HAPPY);
        await().atMost(PATIENCE).until(() -> shop.workLeft() == 0);
    }

    @Test
    void a_retry_that_was_to_come_when_its_instance_died_comes_from_another() {
        var first = shop.instance("millrace.payment.gateway.retry.first-backoff=2s");
        OrderId order = shop.order(HEARTS, 1, "tok_fail_then_succeed");
        shop.awaitEvent(order, PaymentAttemptFailed.class);
        shop.crash(first);

        shop.instance();
        shop.awaitEvent(order, OrderConfirmed.class);
        assertThat(shop.journey(order).stream().filter("PaymentAttemptFailed"::equals))
                .hasSize(2);
    }

    @Test
    void an_order_that_is_not_paid_in_time_loses_its_stock_and_is_rejected() {
        shop.instance("millrace.sagas.reservation-period=5s", "millrace.payment.gateway.retry.first-backoff=1m");
        OrderId order = shop.order(HEARTS, 1, "tok_fail_then_succeed");

        assertThat(shop.event(order, OrderRejected.class).reason()).isEqualTo(OrderRejectionReason.RESERVATION_EXPIRED);
        assertThat(shop.event(order, PaymentDeclined.class).code()).isEqualTo("order-over");
        assertThat(shop.journey(order))
                .containsSubsequence("PaymentAttemptFailed", "StockReleased", "OrderRejected")
                .doesNotContain("PaymentAuthorised");
        assertThat(shop.atGateway(order)).isEqualTo("voided");
    }

    @Test
    void orders_that_were_placed_while_nobody_was_there_are_seen_to_later() {
        List<OrderId> orders = place(5);
        shop.instance();
        orders.forEach(order -> shop.awaitEvent(order, OrderConfirmed.class));
    }

    @Test
    void two_instances_share_the_orders_and_each_is_handled_once_even_when_one_leaves() {
        var first = shop.instance();
        var second = shop.instance();
        List<OrderId> early = place(30);
        early.forEach(order -> shop.awaitEvent(order, OrderConfirmed.class));
        await().atMost(PATIENCE).until(() -> segments(first) + segments(second) == 16);

        shop.crash(first);
        List<OrderId> late = place(30);
        late.forEach(order -> shop.awaitEvent(order, OrderConfirmed.class));
        assertThat(early).allSatisfy(order -> assertThat(shop.journey(order)).containsExactlyElementsOf(HAPPY));
        assertThat(late).allSatisfy(order -> assertThat(shop.journey(order)).containsExactlyElementsOf(HAPPY));
        await().atMost(PATIENCE).until(() -> shop.workLeft() == 0);
    }

    private static int segments(org.springframework.context.ApplicationContext instance) {
        return instance.getBean(Processes.class).segments("fulfilment");
    }

    private List<OrderId> place(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> shop.order(HEARTS, 1, "tok_approve"))
                .toList();
    }
}
