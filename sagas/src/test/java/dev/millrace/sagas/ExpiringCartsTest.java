package dev.millrace.sagas;

import static dev.millrace.sagas.TestShop.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.cart.CartCommand.AddCartItems;
import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.processes.InstanceState;
import dev.millrace.processes.ProcessInstance;
import dev.millrace.processes.Processes;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Carts that nobody changes, on the real store, with clocks faster than life. */
class ExpiringCartsTest {

    private static final Sku HEARTS = new Sku("85123A");
    private static TestShop shop;
    private static Processes processes;

    @BeforeAll
    static void open() {
        shop = new TestShop();
        shop.stock(HEARTS, 1_000);
        processes = shop.instance("millrace.carts.expiry.guest=3s").getBean(Processes.class);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void a_cart_expires_after_its_last_change_by_the_process_and_accepts_nothing_more() {
        CartId cart = CartId.next();
        shop.send(new OpenCart(cart, null, CurrencyUnit.GBP, List.of(new Item(HEARTS, 1, null))));
        shop.send(new AddCartItems(cart, List.of(new Item(HEARTS, 1, null))));

        await().atMost(PATIENCE).until(() -> state(cart.toString()) == InstanceState.ENDED);
        StoredEvent expired = shop.storedOfCart(cart).getLast();
        assertThat(expired.type()).isEqualTo("millrace.cart.CartExpired");
        assertThat(expired.metadata())
                .containsEntry("actor", "process:cart-expiry")
                .containsEntry("correlationId", "the-request");
        assertThat(shop.refusal(new AddCartItems(cart, List.of(new Item(HEARTS, 1, null)))))
                .isEqualTo("cart.expired");
        assertThat(shop.workLeft("cart-expiry")).isZero();
    }

    @Test
    void one_that_became_an_order_waits_for_nothing() {
        OrderId order = shop.order(HEARTS, 1, "tok_approve");
        shop.awaitEvent(order, OrderConfirmed.class);
        CartId cart = shop.event(order, OrderPlaced.class).cartId();

        await().atMost(PATIENCE).until(() -> state(cart.toString()) == InstanceState.ENDED);
        assertThat(shop.storedOfCart(cart)).noneMatch(event -> event.type().endsWith("CartExpired"));
    }

    private static InstanceState state(String key) {
        return processes
                .instance("cart-expiry", key)
                .map(ProcessInstance::state)
                .block(PATIENCE);
    }
}
