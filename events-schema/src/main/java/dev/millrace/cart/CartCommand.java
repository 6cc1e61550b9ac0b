package dev.millrace.cart;

import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What can be asked of a cart. */
public sealed interface CartCommand {

    CartId cartId();

    /** Opens a cart, with some items in it already if {@code items} isn't empty. */
    @Command(namespace = "millrace.cart", name = "OpenCart")
    record OpenCart(CartId cartId, @Nullable CustomerId customerId, CurrencyUnit currency, List<Item> items)
            implements CartCommand {}

    /** Adds items; one already in the cart at the same price has its quantity raised. All items, or none. */
    @Command(namespace = "millrace.cart", name = "AddCartItems")
    record AddCartItems(CartId cartId, List<Item> items) implements CartCommand {}

    @Command(namespace = "millrace.cart", name = "ChangeCartItemQuantity")
    record ChangeCartItemQuantity(CartId cartId, int line, int quantity) implements CartCommand {}

    @Command(namespace = "millrace.cart", name = "RemoveCartItem")
    record RemoveCartItem(CartId cartId, int line) implements CartCommand {}

    /**
     * Makes the cart an order.
     *
     * @param orderedAt when the customer ordered; not after now
     * @param acceptPriceChanges whether list prices that changed since the items were added may be charged; otherwise
     *     such a cart is refused
     */
    @Command(namespace = "millrace.cart", name = "CheckOutCart")
    record CheckOutCart(
            CartId cartId,
            OrderId orderId,
            String email,
            String country,
            String paymentToken,
            Instant orderedAt,
            boolean acceptPriceChanges)
            implements CartCommand {}

    /** Closes a cart that nobody changes any more. */
    @Command(namespace = "millrace.cart", name = "ExpireCart")
    record ExpireCart(CartId cartId) implements CartCommand {}

    /** @param agreedPrice a price agreed with the customer; absent for the list price */
    record Item(Sku sku, int quantity, @Nullable Money agreedPrice) {}
}
