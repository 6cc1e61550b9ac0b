package dev.millrace.cart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartCommand.ExpireCart;
import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.processes.ProcessScenario;
import dev.millrace.processes.ProcessStep.End;
import dev.millrace.processes.ProcessStep.Forget;
import dev.millrace.processes.ProcessStep.SendIfUnchanged;
import dev.millrace.processes.ProcessStep.WakeAt;
import dev.millrace.schema.BusinessEvent;
import java.time.Duration;
import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class CartExpiryTest {

    private static final CartId CART = CartId.next();
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final CartOpened GUESTS = new CartOpened(CART, null, CurrencyUnit.GBP);
    private static final CartOpened CUSTOMERS = new CartOpened(CART, new CustomerId("C-1"), CurrencyUnit.GBP);
    private static final CartCheckedOut CHECKED_OUT = new CartCheckedOut(CART, OrderId.next(), Money.parse("GBP 1.00"));

    private final ProcessScenario<CartId, CartExpiry.Cart, BusinessEvent> nothing =
            ProcessScenario.of(new CartExpiry(new CartExpirySettings(WEEK, MONTH)), CART);

    @Test
    void a_guests_cart_is_looked_at_after_a_week_and_a_customers_after_a_month() {
        assertThat(nothing.when(GUESTS, NOON)).containsExactly(new WakeAt("abandoned", NOON.plus(WEEK)));
        assertThat(nothing.when(CUSTOMERS, NOON)).containsExactly(new WakeAt("abandoned", NOON.plus(MONTH)));
    }

    @Test
    void one_that_nobody_changed_since_expires_unless_somebody_does_in_that_moment() {
        assertThat(nothing.given(NOON, GUESTS).wake("abandoned", NOON.plus(WEEK)))
                .containsExactly(new SendIfUnchanged(new ExpireCart(CART)));
    }

    @Test
    void one_that_was_changed_is_looked_at_again_in_time() {
        Instant changed = NOON.plus(Duration.ofDays(6));
        assertThat(nothing.given(NOON, GUESTS)
                        .given(changed, new CartItemRemoved(CART, 1))
                        .wake("abandoned", NOON.plus(WEEK)))
                .containsExactly(new WakeAt("abandoned", changed.plus(WEEK)));
    }

    @Test
    void one_that_became_an_order_or_expired_is_forgotten() {
        var open = nothing.given(NOON, GUESTS);
        assertThat(open.when(CHECKED_OUT, NOON)).containsExactly(new Forget("abandoned"), new End());
        assertThat(open.when(new CartExpired(CART), NOON)).containsExactly(new Forget("abandoned"), new End());
        assertThat(open.given(NOON, CHECKED_OUT).wake("abandoned", NOON.plus(WEEK)))
                .containsExactly(new End());
    }
}
