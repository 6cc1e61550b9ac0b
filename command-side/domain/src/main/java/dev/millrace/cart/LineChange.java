package dev.millrace.cart;

import dev.millrace.cart.CartCommand.ChangeCartItemQuantity;
import dev.millrace.cart.CartCommand.RemoveCartItem;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartRejection.CartClosed;
import dev.millrace.cart.CartRejection.CartHasExpired;
import dev.millrace.cart.CartRejection.CartNotFound;
import dev.millrace.cart.CartRejection.LineNotFound;
import dev.millrace.cart.CartState.CheckedOut;
import dev.millrace.cart.CartState.Expired;
import dev.millrace.cart.CartState.Open;
import dev.millrace.cart.CartState.Unopened;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.CartId;
import java.util.function.Function;

/** Changes to a line that is in the cart. */
final class LineChange {

    private LineChange() {}

    static Decision decide(ChangeCartItemQuantity command, CartState state) {
        if (!CartLimits.allowsQuantity(command.quantity())) {
            return Decision.reject(CartLimits.invalidQuantity("quantity"));
        }
        return toLine(
                command.cartId(),
                command.line(),
                state,
                line -> line.quantity() == command.quantity()
                        ? Decision.accept()
                        : Decision.accept(
                                new CartItemQuantityChanged(command.cartId(), command.line(), command.quantity())));
    }

    static Decision decide(RemoveCartItem command, CartState state) {
        return toLine(
                command.cartId(),
                command.line(),
                state,
                line -> Decision.accept(new CartItemRemoved(command.cartId(), line.line())));
    }

    private static Decision toLine(CartId cartId, int number, CartState state, Function<CartLine, Decision> change) {
        return switch (state) {
            case Unopened _ -> Decision.reject(new CartNotFound(cartId));
            case Open cart ->
                cart.line(number).map(change).orElseGet(() -> Decision.reject(new LineNotFound(cartId, number)));
            case CheckedOut cart -> Decision.reject(new CartClosed(cartId, cart.orderId()));
            case Expired _ -> Decision.reject(new CartHasExpired(cartId));
        };
    }
}
