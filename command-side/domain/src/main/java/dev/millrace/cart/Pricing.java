package dev.millrace.cart;

import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartRejection.Invalid;
import dev.millrace.cart.CartRejection.PriceInOtherCurrency;
import dev.millrace.cart.CartRejection.ProductNotFound;
import dev.millrace.cart.CartRejection.ProductsNoLongerSold;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The price at which an item comes into a cart: the one agreed with the customer, else the list price of that moment. */
sealed interface Pricing {

    record Priced(String name, Money price, boolean agreed) implements Pricing {}

    record Refused(CartRejection rejection) implements Pricing {}

    /** @param index position of the item in its command, from 0 */
    static Pricing of(Item item, int index, Offer offer, CurrencyUnit currency) {
        return switch (offer) {
            case Offer.Unknown _ -> new Refused(new ProductNotFound(index, item.sku()));
            case Offer.Ended _ -> new Refused(new ProductsNoLongerSold(List.of(item.sku())));
            case Offer.OnSale sale -> of(item, index, sale, currency);
        };
    }

    private static Pricing of(Item item, int index, Offer.OnSale sale, CurrencyUnit currency) {
        if (!sale.price().getCurrencyUnit().equals(currency)) {
            return new Refused(new PriceInOtherCurrency("items[%d].sku".formatted(index), item.sku(), currency));
        }
        Money agreed = item.agreedPrice();
        if (agreed == null) {
            return new Priced(sale.name(), sale.price(), false);
        }
        String path = "items[%d].agreedPrice".formatted(index);
        if (!agreed.getCurrencyUnit().equals(currency)) {
            return new Refused(new PriceInOtherCurrency(path, item.sku(), currency));
        }
        return CartLimits.allowsPrice(agreed)
                ? new Priced(sale.name(), agreed, true)
                : new Refused(new Invalid("price", path, "more than 0 and at most 1000000.00"));
    }
}
