package dev.millrace.cart;

import static dev.millrace.cart.CartFillingTest.OPENED;
import static dev.millrace.cart.CartFillingTest.added;
import static dev.millrace.cart.CartFillingTest.agreedMugs;
import static dev.millrace.cart.CartFillingTest.mugs;
import static dev.millrace.domain.Samples.CART;
import static dev.millrace.domain.Samples.LAMP;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.NOON;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.OTHER_ORDER;
import static dev.millrace.domain.Samples.TOKEN;
import static dev.millrace.domain.Samples.created;
import static dev.millrace.domain.Samples.line;
import static dev.millrace.domain.Samples.placed;
import static dev.millrace.domain.Samples.pounds;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.INVALID;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartCommand.CheckOutCart;
import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartItemRepriced;
import dev.millrace.cart.CartRejection.PriceChange;
import dev.millrace.cart.CartRejection.PriceChanged;
import dev.millrace.domain.Scenario;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutTest {

    static final CheckOutCart CHECK_OUT = checkOut("ann@example.org", "GB", TOKEN, false);
    static final CartCheckedOut CHECKED_OUT = new CartCheckedOut(CART, ORDER, pounds("5.00"));
    static final ProductPriced DEARER = new ProductPriced(MUG, pounds("3.00"), pounds("2.50"));

    static CheckOutCart checkOut(String email, String country, String token, boolean acceptPriceChanges) {
        return new CheckOutCart(CART, ORDER, email, country, token, NOON, acceptPriceChanges);
    }

    static Scenario twoMugs() {
        return given(created(MUG, "2.50"), OPENED, added(mugs(1, 2, "2.50")));
    }

    @Test
    void a_cart_becomes_an_order_in_one_decision() {
        twoMugs().when(CHECK_OUT).then(CHECKED_OUT, placed(line(1, MUG, 2, "2.50")));
    }

    @Test
    void an_order_numbers_its_lines_anew_and_sums_them() {
        twoMugs()
                .andGiven(added(agreedMugs(2, 1, "2.00"), mugs(3, 10, "2.50")))
                .andGiven(new CartItemRemoved(CART, 1))
                .when(CHECK_OUT)
                .then(
                        new CartCheckedOut(CART, ORDER, pounds("27.00")),
                        placed(line(1, MUG, 1, "2.00"), line(2, MUG, 10, "2.50")));
    }

    @Test
    void the_same_checkout_again_changes_nothing() {
        twoMugs().andGiven(CHECKED_OUT).when(CHECK_OUT).thenNothing();
    }

    @Test
    void a_cart_becomes_one_order_only() {
        var again = new CheckOutCart(CART, OTHER_ORDER, "ann@example.org", "GB", TOKEN, NOON, false);
        twoMugs().andGiven(CHECKED_OUT).when(again).thenRejected("cart.already-checked-out", CONFLICT);
    }

    @Test
    void two_carts_never_become_the_same_order() {
        twoMugs()
                .andGiven(placed(line(1, LAMP, 1, "9.00")))
                .when(CHECK_OUT)
                .thenRejected("cart.order-exists", CONFLICT);
    }

    @Test
    void an_empty_or_unknown_cart_is_not_checked_out() {
        twoMugs().andGiven(new CartItemRemoved(CART, 1)).when(CHECK_OUT).thenRejected("cart.empty", CONFLICT);
        given().when(CHECK_OUT).thenRejected("cart.not-found", NOT_FOUND);
    }

    @Test
    void a_changed_list_price_must_be_accepted() {
        var rejection = twoMugs()
                .andGiven(created(LAMP, "9.00"))
                .andGiven(added(new CartLine(2, LAMP, "Lamp", 1, pounds("9.00"), false)))
                .andGiven(DEARER)
                .when(CHECK_OUT)
                .thenRejected("cart.price-changed", CONFLICT);
        assertThat(rejection)
                .isEqualTo(new PriceChanged(List.of(new PriceChange(1, MUG, pounds("2.50"), pounds("3.00")))));
    }

    @Test
    void an_accepted_price_change_is_recorded_and_charged() {
        twoMugs()
                .andGiven(DEARER)
                .when(checkOut("ann@example.org", "GB", TOKEN, true))
                .then(
                        new CartItemRepriced(CART, 1, pounds("2.50"), pounds("3.00")),
                        new CartCheckedOut(CART, ORDER, pounds("6.00")),
                        placed(line(1, MUG, 2, "3.00")));
    }

    @Test
    void lines_that_a_new_price_makes_the_same_are_ordered_as_one() {
        twoMugs()
                .andGiven(DEARER, added(mugs(2, 3, "3.00")))
                .when(checkOut("ann@example.org", "GB", TOKEN, true))
                .then(
                        new CartItemRepriced(CART, 1, pounds("2.50"), pounds("3.00")),
                        new CartItemRemoved(CART, 2),
                        new CartItemQuantityChanged(CART, 1, 5),
                        new CartCheckedOut(CART, ORDER, pounds("15.00")),
                        placed(line(1, MUG, 5, "3.00")));
    }

    @Test
    void a_later_line_joins_an_earlier_one_whichever_of_them_is_repriced() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 2, "2.50"), mugs(2, 3, "3.00"), mugs(3, 4, "3.50")))
                .when(checkOut("ann@example.org", "GB", TOKEN, true))
                .then(
                        new CartItemRepriced(CART, 2, pounds("3.00"), pounds("2.50")),
                        new CartItemRepriced(CART, 3, pounds("3.50"), pounds("2.50")),
                        new CartItemRemoved(CART, 2),
                        new CartItemRemoved(CART, 3),
                        new CartItemQuantityChanged(CART, 1, 9),
                        new CartCheckedOut(CART, ORDER, pounds("22.50")),
                        placed(line(1, MUG, 9, "2.50")));
    }

    @Test
    void a_line_on_an_agreement_joins_none_at_the_same_price() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 2, "2.50"), agreedMugs(2, 1, "3.00")), DEARER)
                .when(checkOut("ann@example.org", "GB", TOKEN, true))
                .then(
                        new CartItemRepriced(CART, 1, pounds("2.50"), pounds("3.00")),
                        new CartCheckedOut(CART, ORDER, pounds("9.00")),
                        placed(line(1, MUG, 2, "3.00"), line(2, MUG, 1, "3.00")));
    }

    @Test
    void a_line_that_has_no_room_for_another_stays_beside_it() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 600_000, "2.50")), DEARER, added(mugs(2, 600_000, "3.00")))
                .when(checkOut("ann@example.org", "GB", TOKEN, true))
                .then(
                        new CartItemRepriced(CART, 1, pounds("2.50"), pounds("3.00")),
                        new CartCheckedOut(CART, ORDER, pounds("3600000.00")),
                        placed(line(1, MUG, 600_000, "3.00"), line(2, MUG, 600_000, "3.00")));
    }

    @Test
    void a_price_that_went_and_came_back_is_unchanged() {
        twoMugs()
                .andGiven(DEARER, new ProductPriced(MUG, pounds("2.50"), pounds("3.00")))
                .when(CHECK_OUT)
                .then(CHECKED_OUT, placed(line(1, MUG, 2, "2.50")));
    }

    @Test
    void an_agreed_price_stands_whatever_the_list_says() {
        given(created(MUG, "2.50"), OPENED, added(agreedMugs(1, 2, "2.50")), DEARER)
                .when(CHECK_OUT)
                .then(CHECKED_OUT, placed(line(1, MUG, 2, "2.50")));
    }

    @Test
    void what_is_no_longer_sold_is_not_ordered() {
        twoMugs()
                .andGiven(new ProductWithdrawn(MUG, ""))
                .when(CHECK_OUT)
                .thenRejected("cart.product-withdrawn", CONFLICT);
        given(created(MUG, "2.50"), OPENED, added(agreedMugs(1, 2, "2.00")), new ProductWithdrawn(MUG, ""))
                .when(CHECK_OUT)
                .thenRejected("cart.product-withdrawn", CONFLICT);
    }

    @Test
    void an_order_comes_to_ten_thousand_million_at_most() {
        given(created(MUG, "10000.00"), OPENED, added(mugs(1, 1_000_000, "10000.00")))
                .when(CHECK_OUT)
                .then(
                        new CartCheckedOut(CART, ORDER, pounds("10000000000.00")),
                        placed(line(1, MUG, 1_000_000, "10000.00")));
        given(created(MUG, "10000.00"), OPENED, added(mugs(1, 1_000_000, "10000.00"), agreedMugs(2, 1, "0.01")))
                .when(CHECK_OUT)
                .thenRejected("cart.total-too-large", CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "@example.org", "ann@", "a@b@c", "ann @example.org", "ann@exam\nple.org"})
    void an_email_has_one_at_sign_and_no_blanks(String email) {
        twoMugs().when(checkOut(email, "GB", TOKEN, false)).thenInvalid("cart.invalid-email", "email");
    }

    @Test
    void an_email_has_at_most_254_characters() {
        twoMugs()
                .when(checkOut("a".repeat(243) + "@example.org", "GB", TOKEN, false))
                .thenInvalid("cart.invalid-email", "email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gb", "GBR", "G1", "ÄÖ", "UK", "QQQ", "ZY"})
    void a_country_is_one_that_iso_knows(String country) {
        twoMugs()
                .when(checkOut("ann@example.org", country, TOKEN, false))
                .thenInvalid("cart.invalid-country", "country");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB", "JE", "XK", "EU", "ZZ"})
    void what_is_no_one_country_has_a_code_too(String country) {
        assertThat(twoMugs()
                        .when(checkOut("ann@example.org", country, TOKEN, false))
                        .events())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tok_", "approve", "tok_a-b", "4242424242424241"})
    void a_payment_token_is_the_gateway_s(String token) {
        twoMugs()
                .when(checkOut("ann@example.org", "GB", token, false))
                .thenInvalid("cart.invalid-payment-token", "paymentToken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424242",
                "4242 4242 4242 4242",
                "4242-4242-4242-4242",
                "tok_4242424242424242",
                "tok_3782_822463_10005"
            })
    void a_card_number_is_refused_and_not_repeated(String number) {
        var rejection = twoMugs()
                .when(checkOut("ann@example.org", "GB", number, false))
                .thenRejected("card-data-refused", INVALID);
        assertThat(rejection.message() + rejection + rejection.fields()).doesNotContain("4242", "3782");
    }

    @Test
    void a_token_of_digits_that_is_no_card_number_is_fine() {
        twoMugs()
                .when(checkOut("ann@example.org", "GB", "tok_4242424242424241", false))
                .events();
    }
}
