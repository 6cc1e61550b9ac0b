package dev.millrace.cart;

import dev.millrace.eventstore.decision.Rejection;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import java.util.List;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Why a cart's command is refused. */
public sealed interface CartRejection extends Rejection {

    record CartNotFound(CartId cartId) implements CartRejection {}

    /** The cart is open already, for somebody else, in another currency or with other items. */
    record CartExists(CartId cartId) implements CartRejection {}

    record CartClosed(CartId cartId, OrderId orderId) implements CartRejection {}

    /** Nobody changed the cart for long. */
    record CartHasExpired(CartId cartId) implements CartRejection {}

    /** Another cart became this order. */
    record OrderExists(OrderId orderId) implements CartRejection {}

    record CartEmpty(CartId cartId) implements CartRejection {}

    record LineNotFound(CartId cartId, int line) implements CartRejection {}

    record TooManyLines(CartId cartId, int limit) implements CartRejection {}

    /** @param item position in the command, from 0 */
    record ProductNotFound(int item, Sku sku) implements CartRejection {}

    record ProductsNoLongerSold(List<Sku> skus) implements CartRejection {}

    /** @param path the field, whose price is in another currency than the cart */
    record PriceInOtherCurrency(String path, Sku sku, CurrencyUnit currency) implements CartRejection {}

    /** List prices changed since the items came into the cart, and nobody agreed to that. */
    record PriceChanged(List<PriceChange> changes) implements CartRejection {}

    record TotalTooLarge(CartId cartId, Money total) implements CartRejection {}

    /** What should be a gateway's token may be the number of a card. It is not repeated here, lest it be logged. */
    record CardDataRefused() implements CartRejection {}

    /**
     * @param what the end of the code: {@code items}, {@code quantity}, {@code price}, {@code email}, {@code country}, {@code currency},
     *     {@code payment-token}
     * @param path the field
     */
    record Invalid(String what, String path, String expected) implements CartRejection {}

    record PriceChange(int line, Sku sku, Money previous, Money current) {}

    @Override
    default String code() {
        return switch (this) {
            case CartNotFound _ -> "cart.not-found";
            case CartExists _ -> "cart.already-open";
            case CartClosed _ -> "cart.already-checked-out";
            case CartHasExpired _ -> "cart.expired";
            case OrderExists _ -> "cart.order-exists";
            case CartEmpty _ -> "cart.empty";
            case LineNotFound _ -> "cart.line-not-found";
            case TooManyLines _ -> "cart.too-many-lines";
            case ProductNotFound _ -> "cart.product-not-found";
            case ProductsNoLongerSold _ -> "cart.product-withdrawn";
            case PriceInOtherCurrency _ -> "cart.other-currency";
            case PriceChanged _ -> "cart.price-changed";
            case TotalTooLarge _ -> "cart.total-too-large";
            // Not the cart's alone: whoever takes payment data refuses it under this code.
            case CardDataRefused _ -> "card-data-refused";
            case Invalid invalid -> "cart.invalid-" + invalid.what();
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case CartNotFound r -> "There is no cart %s.".formatted(r.cartId());
            case CartExists r ->
                "Cart %s is open already, for another customer, in another currency or with other items."
                        .formatted(r.cartId());
            case CartClosed r -> "Cart %s became order %s.".formatted(r.cartId(), r.orderId());
            case CartHasExpired r -> "Cart %s has expired.".formatted(r.cartId());
            case OrderExists r -> "There is an order %s already.".formatted(r.orderId());
            case CartEmpty r -> "Cart %s is empty.".formatted(r.cartId());
            case LineNotFound r -> "Cart %s has no line %d.".formatted(r.cartId(), r.line());
            case TooManyLines r -> "Cart %s can have at most %d lines.".formatted(r.cartId(), r.limit());
            case ProductNotFound r -> "There is no product %s.".formatted(r.sku());
            case ProductsNoLongerSold r -> "No longer sold: %s.".formatted(list(r.skus()));
            case PriceInOtherCurrency r -> "Product %s must be priced in %s.".formatted(r.sku(), r.currency());
            case PriceChanged r ->
                "Prices changed since these were added: %s."
                        .formatted(
                                list(r.changes().stream().map(PriceChange::sku).toList()));
            case TotalTooLarge r -> "Cart %s comes to %s, which is too much.".formatted(r.cartId(), r.total());
            case CardDataRefused _ -> "Card numbers are refused here; send the payment gateway's token.";
            case Invalid r -> "%s must be %s.".formatted(r.path(), r.expected());
        };
    }

    @Override
    default Kind kind() {
        return switch (this) {
            case CartNotFound _, LineNotFound _ -> Kind.NOT_FOUND;
            case CartExists _, CartClosed _, CartHasExpired _, OrderExists _, CartEmpty _, TooManyLines _ ->
                Kind.CONFLICT;
            case ProductsNoLongerSold _, PriceChanged _, TotalTooLarge _ -> Kind.CONFLICT;
            case ProductNotFound _, PriceInOtherCurrency _, CardDataRefused _, Invalid _ -> Kind.INVALID;
        };
    }

    @Override
    default List<InvalidField> fields() {
        return switch (this) {
            case ProductNotFound r ->
                List.of(new InvalidField("items[%d].sku".formatted(r.item()), "the SKU of a product"));
            case PriceInOtherCurrency r ->
                List.of(new InvalidField(r.path(), "a price in " + r.currency().getCode()));
            case TooManyLines r -> List.of(new InvalidField("items", "at most %d lines in all".formatted(r.limit())));
            case PriceChanged _ ->
                List.of(new InvalidField("acceptPriceChanges", "true, if the prices in changes are accepted"));
            case CardDataRefused _ -> List.of(new InvalidField("paymentToken", "a token of the payment gateway"));
            case Invalid r -> List.of(new InvalidField(r.path(), r.expected()));
            default -> List.of();
        };
    }

    private static String list(List<Sku> skus) {
        String first = skus.stream().limit(10).map(Sku::value).collect(Collectors.joining(", "));
        return skus.size() > 10 ? first + " and %d more".formatted(skus.size() - 10) : first;
    }
}
