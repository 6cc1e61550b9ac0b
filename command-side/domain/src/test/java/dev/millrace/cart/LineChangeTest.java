package dev.millrace.cart;

import static dev.millrace.cart.CartFillingTest.OPENED;
import static dev.millrace.cart.CartFillingTest.added;
import static dev.millrace.cart.CartFillingTest.mugs;
import static dev.millrace.domain.Samples.CART;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.pounds;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;

import dev.millrace.cart.CartCommand.ChangeCartItemQuantity;
import dev.millrace.cart.CartCommand.RemoveCartItem;
import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineChangeTest {

    static final CartCheckedOut CHECKED_OUT = new CartCheckedOut(CART, ORDER, pounds("5.00"));

    @Test
    void a_quantity_changes() {
        given(OPENED, added(mugs(1, 2, "2.50")))
                .when(new ChangeCartItemQuantity(CART, 1, 1_000_000))
                .then(new CartItemQuantityChanged(CART, 1, 1_000_000));
    }

    @Test
    void the_same_quantity_again_changes_nothing() {
        given(OPENED, added(mugs(1, 2, "2.50")), new CartItemQuantityChanged(CART, 1, 3))
                .when(new ChangeCartItemQuantity(CART, 1, 3))
                .thenNothing();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void a_quantity_is_from_1_to_a_million(int quantity) {
        given(OPENED, added(mugs(1, 2, "2.50")))
                .when(new ChangeCartItemQuantity(CART, 1, quantity))
                .thenInvalid("cart.invalid-quantity", "quantity");
    }

    @Test
    void a_line_is_removed() {
        given(OPENED, added(mugs(1, 2, "2.50")))
                .when(new RemoveCartItem(CART, 1))
                .then(new CartItemRemoved(CART, 1));
    }

    @Test
    void an_unknown_line_is_not_found() {
        given((Object) OPENED).when(new RemoveCartItem(CART, 1)).thenRejected("cart.line-not-found", NOT_FOUND);
        given((Object) OPENED)
                .when(new ChangeCartItemQuantity(CART, 1, 1))
                .thenRejected("cart.line-not-found", NOT_FOUND);
        given(OPENED, added(mugs(1, 2, "2.50")), new CartItemRemoved(CART, 1))
                .when(new RemoveCartItem(CART, 1))
                .thenRejected("cart.line-not-found", NOT_FOUND);
    }

    @Test
    void a_cart_that_is_not_open_does_not_change() {
        given().when(new RemoveCartItem(CART, 1)).thenRejected("cart.not-found", NOT_FOUND);
        given().when(new ChangeCartItemQuantity(CART, 1, 1)).thenRejected("cart.not-found", NOT_FOUND);
        given(OPENED, added(mugs(1, 2, "2.50")), CHECKED_OUT)
                .when(new RemoveCartItem(CART, 1))
                .thenRejected("cart.already-checked-out", CONFLICT);
        given(OPENED, added(mugs(1, 2, "2.50")), CHECKED_OUT)
                .when(new ChangeCartItemQuantity(CART, 1, 1))
                .thenRejected("cart.already-checked-out", CONFLICT);
    }
}
