package dev.millrace.cart;

import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.schema.Bounds;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What can happen to a cart. */
public sealed interface CartEvent extends BusinessEvent {

    CartId cartId();

    @Override
    default String partitionKey() {
        return cartId().toString();
    }

    /**
     * A cart was opened, for a customer or, without one, for a guest. All its prices are in one currency.
     *
     * @param customerId absent for a guest
     */
    @Event(namespace = "millrace.cart", name = "CartOpened", version = "1")
    record CartOpened(
            @EventTag(key = Tags.CART) CartId cartId,
            @EventTag(key = Tags.CUSTOMER) @Nullable CustomerId customerId,
            CurrencyUnit currency)
            implements CartEvent {}

    /** Lines came into the cart, each at the price of that moment. */
    @Event(namespace = "millrace.cart", name = "CartItemsAdded", version = "2")
    record CartItemsAdded(@EventTag(key = Tags.CART) CartId cartId, List<CartLine> lines) implements CartEvent {}

    /**
     * A line's quantity changed.
     *
     * @param line number of the line
     * @param quantity what it is now
     */
    @Event(namespace = "millrace.cart", name = "CartItemQuantityChanged", version = "1")
    record CartItemQuantityChanged(
            @EventTag(key = Tags.CART) CartId cartId,
            @Bounds(least = 1) int line,
            @Bounds(least = 1, most = 1_000_000) int quantity)
            implements CartEvent {}

    /**
     * A line left the cart. Its number is not used again.
     *
     * @param line number of the line
     */
    @Event(namespace = "millrace.cart", name = "CartItemRemoved", version = "1")
    record CartItemRemoved(
            @EventTag(key = Tags.CART) CartId cartId,
            @Bounds(least = 1) int line) implements CartEvent {}

    /**
     * The customer accepted at checkout that a line's price had changed since it was added.
     *
     * @param line number of the line
     * @param previous price of one unit when it was added
     * @param current price of one unit from now on
     */
    @Event(namespace = "millrace.cart", name = "CartItemRepriced", version = "2")
    record CartItemRepriced(
            @EventTag(key = Tags.CART) CartId cartId,
            @Bounds(least = 1) int line,
            Money previous,
            Money current) implements CartEvent {}

    /**
     * The cart became an order; it accepts nothing more.
     *
     * @param total sum of the lines
     */
    @Event(namespace = "millrace.cart", name = "CartCheckedOut", version = "2")
    record CartCheckedOut(@EventTag(key = Tags.CART) CartId cartId, OrderId orderId, Money total)
            implements CartEvent {}

    /** Nobody changed the cart for long; it accepts nothing more. */
    @Event(namespace = "millrace.cart", name = "CartExpired", version = "1")
    record CartExpired(@EventTag(key = Tags.CART) CartId cartId) implements CartEvent {}
}
