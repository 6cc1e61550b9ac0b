package dev.millrace.cart;

import dev.millrace.commandside.Shown;
import dev.millrace.id.CartId;
import dev.millrace.representation.Newness;

/** Carts, as their GET shows them, for the answers to writes. */
final class ShownCarts {

    private final CurrentCarts current;

    ShownCarts(CurrentCarts current) {
        this.current = current;
    }

    Shown of(CartId id) {
        return new Shown(Shown.path("carts", id.toString()), position -> current.cart(id, Newness.upTo(position)));
    }
}
