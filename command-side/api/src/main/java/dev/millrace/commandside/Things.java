package dev.millrace.commandside;

import dev.millrace.cart.CurrentCarts;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.CurrentStock;
import dev.millrace.order.CurrentOrders;
import dev.millrace.product.CurrentProducts;
import reactor.core.publisher.Mono;

/** The things that writes change. */
public final class Things {

    private final CurrentCarts carts;
    private final CurrentOrders orders;
    private final CurrentProducts products;
    private final CurrentStock stock;

    Things(CurrentCarts carts, CurrentOrders orders, CurrentProducts products, CurrentStock stock) {
        this.carts = carts;
        this.orders = orders;
        this.products = products;
        this.stock = stock;
    }

    public Shown cart(CartId id) {
        return new Shown(Shown.path("carts", id.toString()), position -> carts.cart(id, position));
    }

    public Shown order(OrderId id) {
        return new Shown(Shown.path("orders", id.toString()), position -> orders.order(id, position));
    }

    /** From the log alone: the search index is not for those who write. */
    public Shown product(Sku sku) {
        return new Shown(
                Shown.path("products", sku.value()),
                position -> products.product(sku, Mono.empty(), position),
                CurrentProducts::own);
    }

    public Shown stock(Sku sku) {
        return new Shown(Shown.path("stock", sku.value()), position -> stock.stock(sku, position));
    }
}
