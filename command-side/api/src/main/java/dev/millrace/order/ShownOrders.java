package dev.millrace.order;

import dev.millrace.commandside.Shown;
import dev.millrace.id.OrderId;
import dev.millrace.representation.Newness;

/** Orders, as their GET shows them, for the answers to writes. */
public final class ShownOrders {

    private final CurrentOrders current;

    ShownOrders(CurrentOrders current) {
        this.current = current;
    }

    public Shown of(OrderId id) {
        return new Shown(Shown.path("orders", id.toString()), position -> current.order(id, Newness.upTo(position)));
    }
}
