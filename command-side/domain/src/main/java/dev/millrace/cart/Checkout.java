package dev.millrace.cart;

import dev.millrace.cart.CartCommand.CheckOutCart;
import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartRejection.CartClosed;
import dev.millrace.cart.CartRejection.CartEmpty;
import dev.millrace.cart.CartRejection.CartHasExpired;
import dev.millrace.cart.CartRejection.CartNotFound;
import dev.millrace.cart.CartRejection.OrderExists;
import dev.millrace.cart.CartRejection.PriceChanged;
import dev.millrace.cart.CartRejection.ProductsNoLongerSold;
import dev.millrace.cart.CartRejection.TotalTooLarge;
import dev.millrace.cart.CartState.CheckedOut;
import dev.millrace.cart.CartState.Expired;
import dev.millrace.cart.CartState.Open;
import dev.millrace.cart.CartState.Unopened;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.Sku;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/** Makes a cart an order: the cart's end and the order's beginning are one decision. */
final class Checkout {

    private Checkout() {}

    /**
     * @param offers of all the cart's SKUs
     * @param taken whether there is an order of that id
     */
    static Decision decide(CheckOutCart command, CartState state, Map<Sku, Offer> offers, boolean taken) {
        return switch (state) {
            case Unopened _ -> Decision.reject(new CartNotFound(command.cartId()));
            case CheckedOut cart ->
                cart.orderId().equals(command.orderId())
                        ? Decision.accept()
                        : Decision.reject(new CartClosed(command.cartId(), cart.orderId()));
            case Expired _ -> Decision.reject(new CartHasExpired(command.cartId()));
            case Open _ when taken -> Decision.reject(new OrderExists(command.orderId()));
            case Open cart -> checkOut(command, cart, offers);
        };
    }

    private static Decision checkOut(CheckOutCart command, Open cart, Map<Sku, Offer> offers) {
        if (cart.lines().isEmpty()) {
            return Decision.reject(new CartEmpty(command.cartId()));
        }
        Optional<CartRejection> refused = CheckoutDetails.refuse(command).or(() -> noLongerSold(cart, offers));
        if (refused.isPresent()) {
            return Decision.reject(refused.get());
        }
        Repricing now = Repricing.of(cart, offers);
        if (!now.changes().isEmpty() && !command.acceptPriceChanges()) {
            return Decision.reject(new PriceChanged(now.changes()));
        }
        List<OrderLine> lines = orderLines(now.lines());
        Money total = Money.total(lines.stream().map(OrderLine::total).toList());
        return CartLimits.allowsTotal(total)
                ? new Decision.Accepted(events(command, cart, now, lines, total))
                : Decision.reject(new TotalTooLarge(command.cartId(), total));
    }

    private static List<Object> events(
            CheckOutCart command, Open cart, Repricing now, List<OrderLine> lines, Money total) {
        List<Object> events = new ArrayList<>(now.events(command.cartId()));
        events.add(new CartCheckedOut(command.cartId(), command.orderId(), total));
        events.add(new OrderPlaced(
                command.orderId(),
                command.cartId(),
                cart.customerId(),
                command.email(),
                command.country(),
                lines,
                total,
                command.orderedAt(),
                command.paymentToken()));
        return events;
    }

    private static Optional<CartRejection> noLongerSold(Open cart, Map<Sku, Offer> offers) {
        List<Sku> gone = cart.lines().stream()
                .map(CartLine::sku)
                .distinct()
                .filter(sku -> !(offers.get(sku) instanceof Offer.OnSale))
                .toList();
        return gone.isEmpty() ? Optional.empty() : Optional.of(new ProductsNoLongerSold(gone));
    }

    /** Lines removed from a cart leave gaps; an order's lines are numbered anew. */
    private static List<OrderLine> orderLines(List<CartLine> cart) {
        List<OrderLine> lines = new ArrayList<>();
        for (CartLine line : cart) {
            lines.add(new OrderLine(lines.size() + 1, line.sku(), line.name(), line.quantity(), line.unitPrice()));
        }
        return lines;
    }
}
