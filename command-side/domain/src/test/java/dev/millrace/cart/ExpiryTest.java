package dev.millrace.cart;

import static dev.millrace.cart.CartFillingTest.OPENED;
import static dev.millrace.cart.CartFillingTest.added;
import static dev.millrace.cart.CartFillingTest.mugs;
import static dev.millrace.cart.LineChangeTest.CHECKED_OUT;
import static dev.millrace.domain.Samples.CART;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.NOON;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;

import dev.millrace.cart.CartCommand.AddCartItems;
import dev.millrace.cart.CartCommand.ChangeCartItemQuantity;
import dev.millrace.cart.CartCommand.CheckOutCart;
import dev.millrace.cart.CartCommand.ExpireCart;
import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.cart.CartCommand.RemoveCartItem;
import dev.millrace.cart.CartEvent.CartExpired;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiryTest {

    private static final CartExpired EXPIRED = new CartExpired(CART);

    @Test
    void an_open_cart_expires_once() {
        given(OPENED, added(mugs(1, 2, "2.50"))).when(new ExpireCart(CART)).then(EXPIRED);
        given(OPENED, EXPIRED).when(new ExpireCart(CART)).thenNothing();
    }

    @Test
    void what_was_never_opened_or_became_an_order_does_not_expire() {
        given().when(new ExpireCart(CART)).thenRejected("cart.not-found", NOT_FOUND);
        given(OPENED, added(mugs(1, 2, "2.50")), CHECKED_OUT)
                .when(new ExpireCart(CART))
                .thenRejected("cart.already-checked-out", CONFLICT);
    }

    static Stream<CartCommand> commands() {
        return Stream.of(
                new OpenCart(CART, null, CurrencyUnit.GBP, List.of()),
                new AddCartItems(CART, List.of(new Item(MUG, 1, null))),
                new ChangeCartItemQuantity(CART, 1, 3),
                new RemoveCartItem(CART, 1),
                new CheckOutCart(CART, ORDER, "ann@example.org", "GB", "tok_approve", NOON, false));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_cart_that_expired_accepts_nothing_more(CartCommand command) {
        given(OPENED, added(mugs(1, 2, "2.50")), EXPIRED).when(command).thenRejected("cart.expired", CONFLICT);
    }
}
