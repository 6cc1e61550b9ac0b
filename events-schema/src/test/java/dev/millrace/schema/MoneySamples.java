package dev.millrace.schema;

import static dev.millrace.schema.EventSamples.CART;
import static dev.millrace.schema.EventSamples.CUSTOMER;
import static dev.millrace.schema.EventSamples.HOLDER;
import static dev.millrace.schema.EventSamples.LANTERN;
import static dev.millrace.schema.EventSamples.NOON;
import static dev.millrace.schema.EventSamples.ORDER;
import static dev.millrace.schema.EventSamples.PAYMENT;

import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartItemRepriced;
import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartLine;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderLine;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductPriced;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;

/** Every event that bore money in version 1, in pounds (two decimals), yen (none), dinars (three) and marks (gone). */
final class MoneySamples {

    static final List<BusinessEvent> ALL = Stream.of("GBP 24.50", "JPY 2450", "KWD 2.450", "DEM 24.50")
            .map(Money::parse)
            .flatMap(MoneySamples::priced)
            .toList();

    private MoneySamples() {}

    private static Stream<BusinessEvent> priced(Money price) {
        Money less = price.minus(Money.ofMinor(price.getCurrencyUnit(), 1));
        Money none = Money.zero(price.getCurrencyUnit());
        return Stream.of(
                new CartItemsAdded(CART, List.of()),
                new CartItemsAdded(
                        CART,
                        List.of(
                                new CartLine(1, HOLDER, "{\"amount\":1,\"currency\":\"GBP\"}", 6, price, false),
                                new CartLine(2, LANTERN, "Grüße “Laterne” 提灯", 1_000_000, less, true))),
                new CartItemRepriced(CART, 1, price, less),
                new CartCheckedOut(CART, ORDER, price),
                new OrderPlaced(
                        ORDER,
                        CART,
                        CUSTOMER,
                        "someone@example.org",
                        "GB",
                        List.of(
                                new OrderLine(1, HOLDER, "Holder", 2, price),
                                new OrderLine(2, LANTERN, "amount", 1, none)),
                        price.multipliedBy(2),
                        NOON,
                        "tok_approve"),
                new OrderPlaced(ORDER, CART, null, "a@b.example", "FR", List.of(), none, NOON, "tok_decline"),
                new PaymentRequested(PAYMENT, ORDER, price, "tok_approve"),
                new PaymentAuthorised(PAYMENT, ORDER, price, "sandbox-1"),
                new PaymentCaptured(PAYMENT, ORDER, Money.ofMinor(price.getCurrencyUnit(), Long.MAX_VALUE)),
                new PaymentRefunded(PAYMENT, ORDER, less, "cancelled"),
                new ProductCreated(HOLDER, "Holder", "Holds a T-light", price),
                new ProductPriced(HOLDER, less, price));
    }
}
