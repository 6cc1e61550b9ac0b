package dev.millrace.cart;

import dev.millrace.cart.CartCommand.ExpireCart;
import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartRejection.CartClosed;
import dev.millrace.cart.CartRejection.CartNotFound;
import dev.millrace.cart.CartState.CheckedOut;
import dev.millrace.cart.CartState.Expired;
import dev.millrace.cart.CartState.Open;
import dev.millrace.cart.CartState.Unopened;
import dev.millrace.eventstore.decision.Decision;

/** Closes a cart that nobody changes any more. Doing it again changes nothing. */
final class Expiry {

    private Expiry() {}

    static Decision decide(ExpireCart command, CartState state) {
        return switch (state) {
            case Unopened _ -> Decision.reject(new CartNotFound(command.cartId()));
            case Open _ -> Decision.accept(new CartExpired(command.cartId()));
            case CheckedOut cart -> Decision.reject(new CartClosed(command.cartId(), cart.orderId()));
            case Expired _ -> Decision.accept();
        };
    }
}
