package dev.millrace.cart;

import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartItemRepriced;
import dev.millrace.cart.CartRejection.PriceChange;
import dev.millrace.cart.CartState.Open;
import dev.millrace.id.CartId;
import dev.millrace.id.Sku;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.joda.money.Money;

/**
 * A cart at the prices of this moment. Lines that a new price has made the same become one, under the number of the first; a line
 * that is as full as a line may be stays beside it.
 *
 * @param changes the lines whose price is another now
 * @param lines what is in the cart then
 * @param gone the lines that went into others
 * @param grown the lines that took others in, as they are then
 */
record Repricing(List<PriceChange> changes, List<CartLine> lines, List<Integer> gone, List<CartLine> grown) {

    /** @param offers of all the cart's SKUs */
    static Repricing of(Open cart, Map<Sku, Offer> offers) {
        List<PriceChange> changes = new ArrayList<>();
        Map<Integer, CartLine> lines = new LinkedHashMap<>();
        Map<SameLine, Integer> first = new LinkedHashMap<>();
        List<Integer> gone = new ArrayList<>();
        TreeSet<Integer> grown = new TreeSet<>();
        for (CartLine line : cart.lines()) {
            CartLine priced = line.withPrice(price(line, offers));
            if (!priced.equals(line)) {
                changes.add(new PriceChange(line.line(), line.sku(), line.unitPrice(), priced.unitPrice()));
            }
            CartLine same = lines.get(first.getOrDefault(SameLine.of(priced), 0));
            if (same != null && CartLimits.allowsQuantity((long) same.quantity() + priced.quantity())) {
                lines.put(same.line(), same.withQuantity(same.quantity() + priced.quantity()));
                gone.add(priced.line());
                grown.add(same.line());
            } else {
                lines.put(priced.line(), priced);
                first.put(SameLine.of(priced), priced.line());
            }
        }
        return new Repricing(
                changes,
                List.copyOf(lines.values()),
                gone,
                grown.stream().map(lines::get).toList());
    }

    List<CartEvent> events(CartId cartId) {
        List<CartEvent> events = new ArrayList<>();
        changes.forEach(
                change -> events.add(new CartItemRepriced(cartId, change.line(), change.previous(), change.current())));
        gone.forEach(line -> events.add(new CartItemRemoved(cartId, line)));
        grown.forEach(line -> events.add(new CartItemQuantityChanged(cartId, line.line(), line.quantity())));
        return events;
    }

    private static Money price(CartLine line, Map<Sku, Offer> offers) {
        return !line.agreed() && offers.get(line.sku()) instanceof Offer.OnSale sale ? sale.price() : line.unitPrice();
    }
}
