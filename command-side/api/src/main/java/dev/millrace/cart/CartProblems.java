package dev.millrace.cart;

import dev.millrace.http.ProblemMeanings;
import java.util.Map;

/** What the codes of refused writes about carts mean. */
final class CartProblems {

    public static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.ofEntries(
            Map.entry("cart.line-not-found", "The cart has no such line, or no longer."),
            Map.entry("cart.already-checked-out", "The cart became the order `orderId` and changes no more."),
            Map.entry("cart.expired", "Nobody changed the cart for long; it changes no more. Open another."),
            Map.entry("cart.empty", "There is nothing in the cart."),
            Map.entry("cart.too-many-lines", "The cart would have more lines than `limit`."),
            Map.entry("cart.product-not-found", "An item is of no product."),
            Map.entry("cart.product-withdrawn", "These products are no longer sold: `skus`."),
            Map.entry("cart.other-currency", "A price is in another currency than the cart."),
            Map.entry(
                    "cart.price-changed",
                    "List prices changed since the items were added, as `changes` tells. `acceptPriceChanges` accepts them."),
            Map.entry("cart.total-too-large", "The total is more than an order may come to."),
            Map.entry("cart.invalid-price", "A price isn't more than 0 and at most 1,000,000."),
            Map.entry("cart.invalid-quantity", "A line would have more units than it may."),
            Map.entry("cart.invalid-email", "It is no e-mail address."),
            Map.entry("cart.invalid-country", "It is no country of ISO 3166-1."),
            Map.entry("cart.invalid-payment-token", "It is no token of the payment gateway.")));

    private CartProblems() {}
}
