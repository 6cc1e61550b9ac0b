package dev.millrace.cart;

import static dev.millrace.domain.Samples.CART;
import static dev.millrace.domain.Samples.CUSTOMER;
import static dev.millrace.domain.Samples.LAMP;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.POUNDS;
import static dev.millrace.domain.Samples.created;
import static dev.millrace.domain.Samples.pounds;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartCommand.AddCartItems;
import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.domain.Scenario;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CartFillingTest {

    static final CartOpened OPENED = new CartOpened(CART, CUSTOMER, POUNDS);

    static AddCartItems add(Item... items) {
        return new AddCartItems(CART, List.of(items));
    }

    static Item item(int quantity) {
        return new Item(MUG, quantity, null);
    }

    static CartLine mugs(int line, int quantity, String price) {
        return new CartLine(line, MUG, "Thing 22423", quantity, pounds(price), false);
    }

    static CartLine agreedMugs(int line, int quantity, String price) {
        return new CartLine(line, MUG, "Thing 22423", quantity, pounds(price), true);
    }

    static CartItemsAdded added(CartLine... lines) {
        return new CartItemsAdded(CART, List.of(lines));
    }

    @Test
    void a_cart_is_opened_for_a_customer_or_a_guest() {
        given().when(new OpenCart(CART, CUSTOMER, POUNDS, List.of())).then(OPENED);
        given().when(new OpenCart(CART, null, POUNDS, List.of())).then(new CartOpened(CART, null, POUNDS));
    }

    @Test
    void a_cart_can_be_opened_with_items_in_it_or_not_at_all() {
        given(created(MUG, "2.50"))
                .when(new OpenCart(CART, CUSTOMER, POUNDS, List.of(item(3))))
                .then(OPENED, added(mugs(1, 3, "2.50")));
        given().when(new OpenCart(CART, CUSTOMER, POUNDS, List.of(item(3))))
                .thenInvalid("cart.product-not-found", "items[0].sku");
    }

    @Test
    void the_same_opening_changes_nothing_whatever_became_of_the_cart() {
        var again = new OpenCart(CART, CUSTOMER, POUNDS, List.of(item(1), new Item(MUG, 4, pounds("2.00")), item(2)));
        Scenario opened = given(created(MUG, "2.50"), OPENED, added(mugs(1, 3, "2.50"), agreedMugs(2, 4, "2.00")));
        opened.when(again).thenNothing();
        opened.andGiven(
                        new CartItemQuantityChanged(CART, 1, 7),
                        new CartItemRemoved(CART, 2),
                        added(mugs(3, 1, "3.00")),
                        new ProductPriced(MUG, pounds("3.00"), pounds("2.50")))
                .when(again)
                .thenNothing();
        opened.when(new OpenCart(CART, CUSTOMER, POUNDS, List.of())).thenNothing();
    }

    @Test
    void a_cart_is_not_opened_again_with_other_content() {
        Scenario opened = given(created(MUG, "2.50"), OPENED, added(mugs(1, 3, "2.50")));
        for (List<Item> others :
                List.of(List.of(item(2)), List.of(new Item(MUG, 3, pounds("2.50"))), List.of(item(3), item(1)))) {
            opened.when(new OpenCart(CART, CUSTOMER, POUNDS, others)).thenRejected("cart.already-open", CONFLICT);
        }
        given(created(MUG, "2.50"), OPENED)
                .when(new OpenCart(CART, CUSTOMER, POUNDS, List.of(item(3))))
                .thenRejected("cart.already-open", CONFLICT);
        given((Object) OPENED)
                .when(new OpenCart(CART, null, POUNDS, List.of()))
                .thenRejected("cart.already-open", CONFLICT);
        given((Object) OPENED)
                .when(new OpenCart(CART, CUSTOMER, CurrencyUnit.EUR, List.of()))
                .thenRejected("cart.already-open", CONFLICT);
        given(OPENED, new CartCheckedOut(CART, ORDER, pounds("1.00")))
                .when(new OpenCart(CART, CUSTOMER, POUNDS, List.of()))
                .thenRejected("cart.already-checked-out", CONFLICT);
    }

    @Test
    void items_come_in_at_the_name_and_price_of_the_moment() {
        given(created(MUG, "2.50"))
                .andGiven(new ProductPriced(MUG, pounds("3.00"), pounds("2.50")))
                .andGiven(new ProductDescribed(MUG, "Mug, blue", ""))
                .andGiven(OPENED)
                .when(add(item(2)))
                .then(added(new CartLine(1, MUG, "Mug, blue", 2, pounds("3.00"), false)));
    }

    @Test
    void more_of_the_same_at_the_same_price_raises_the_line() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 2, "2.50")))
                .when(add(item(3)))
                .then(new CartItemQuantityChanged(CART, 1, 5));
        given(created(MUG, "2.50"), OPENED).when(add(item(3), item(4))).then(added(mugs(1, 7, "2.50")));
    }

    @Test
    void the_same_at_another_price_is_another_line() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 2, "2.50")))
                .andGiven(new ProductPriced(MUG, pounds("3.00"), pounds("2.50")))
                .when(add(item(3)))
                .then(added(mugs(2, 3, "3.00")));
    }

    @Test
    void an_agreed_price_is_kept_apart_from_the_list_price_even_if_equal() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 2, "2.50")))
                .when(add(new Item(MUG, 1, pounds("2.50")), new Item(MUG, 1, pounds("2.00")), item(1)))
                .then(
                        new CartItemQuantityChanged(CART, 1, 3),
                        added(agreedMugs(2, 1, "2.50"), agreedMugs(3, 1, "2.00")));
    }

    @Test
    void a_line_number_is_never_used_twice() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 2, "2.50")), new CartItemRemoved(CART, 1))
                .when(add(item(3)))
                .then(added(mugs(2, 3, "2.50")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001, Integer.MIN_VALUE})
    void from_1_to_a_million_units_come_in(int quantity) {
        given(created(MUG, "2.50"), OPENED)
                .when(add(item(1), item(quantity)))
                .thenInvalid("cart.invalid-quantity", "items[1].quantity");
    }

    @Test
    void a_line_has_at_most_a_million_units_however_they_came() {
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 999_999, "2.50")))
                .when(add(item(1)))
                .then(new CartItemQuantityChanged(CART, 1, 1_000_000));
        given(created(MUG, "2.50"), OPENED, added(mugs(1, 999_999, "2.50")))
                .when(add(item(2)))
                .thenInvalid("cart.invalid-quantity", "items[0].quantity");
    }

    @Test
    void one_bad_item_keeps_all_out_and_is_named() {
        given(created(MUG, "2.50"), OPENED)
                .when(add(item(1), new Item(LAMP, 1, null)))
                .thenInvalid("cart.product-not-found", "items[1].sku");
    }

    @Test
    void a_withdrawn_product_does_not_come_in() {
        given(created(MUG, "2.50"), new ProductWithdrawn(MUG, ""), OPENED)
                .when(add(item(1)))
                .thenRejected("cart.product-withdrawn", CONFLICT);
    }

    @Test
    void all_prices_are_in_the_cart_s_currency() {
        given(created(MUG, "2.50"), new CartOpened(CART, null, CurrencyUnit.EUR))
                .when(add(item(1)))
                .thenInvalid("cart.other-currency", "items[0].sku");
        given(created(MUG, "2.50"), OPENED)
                .when(add(new Item(MUG, 1, Money.of(CurrencyUnit.EUR, 2))))
                .thenInvalid("cart.other-currency", "items[0].agreedPrice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-1.00", "1000000.01"})
    void an_agreed_price_is_more_than_0_and_at_most_a_million(String price) {
        given(created(MUG, "2.50"), OPENED)
                .when(add(new Item(MUG, 1, pounds(price))))
                .thenInvalid("cart.invalid-price", "items[0].agreedPrice");
    }

    @Test
    void from_1_to_2000_items_come_in_at_once() {
        given(created(MUG, "2.50"), OPENED).when(add()).thenInvalid("cart.invalid-items", "items");
        given(created(MUG, "2.50"), OPENED)
                .when(new AddCartItems(CART, Collections.nCopies(2001, item(1))))
                .thenInvalid("cart.invalid-items", "items");
        given(created(MUG, "2.50"), OPENED)
                .when(new AddCartItems(CART, Collections.nCopies(2000, item(1))))
                .then(added(mugs(1, 2000, "2.50")));
    }

    @Test
    void a_cart_has_at_most_2000_lines() {
        List<Item> items = IntStream.rangeClosed(1, 2000)
                .mapToObj(i -> new Item(MUG, 1, Money.ofMinor(POUNDS, i)))
                .toList();
        var full = given(created(MUG, "2.50"), OPENED)
                .when(new AddCartItems(CART, items))
                .events();
        assertThat(((CartItemsAdded) full.getFirst()).lines()).hasSize(2000);
        given(created(MUG, "2.50"), OPENED)
                .andGiven(full.toArray())
                .when(add(item(1)))
                .thenRejected("cart.too-many-lines", CONFLICT);
    }

    @Test
    void nothing_comes_into_a_cart_that_is_not_open() {
        given().when(add(item(1))).thenRejected("cart.not-found", NOT_FOUND);
        given(created(MUG, "2.50"), OPENED, new CartCheckedOut(CART, ORDER, pounds("1.00")))
                .when(add(item(1)))
                .thenRejected("cart.already-checked-out", CONFLICT);
    }
}
