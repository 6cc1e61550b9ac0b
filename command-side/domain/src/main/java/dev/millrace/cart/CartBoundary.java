package dev.millrace.cart;

import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartItemRepriced;
import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.CartId;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** Everything that happens to one cart. */
final class CartBoundary implements Boundary<CartId, CartState> {

    static final CartBoundary CART = new CartBoundary();

    private CartBoundary() {}

    @Override
    public String name() {
        return "cart";
    }

    @Override
    public Tag tag(CartId cartId) {
        return Tag.of(Tags.CART, cartId.toString());
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(
                CartOpened.class,
                CartItemsAdded.class,
                CartItemQuantityChanged.class,
                CartItemRemoved.class,
                CartItemRepriced.class,
                CartCheckedOut.class,
                CartExpired.class);
    }

    @Override
    public Collection<CartId> keysOf(Object event) {
        return List.of(((CartEvent) event).cartId());
    }

    @Override
    public CartState initial(CartId cartId) {
        return new CartState.Unopened();
    }

    @Override
    public CartState evolve(CartState state, Object event) {
        return CartState.evolve(state, (CartEvent) event);
    }
}
