package dev.millrace.cart;

import static dev.millrace.cart.CartLimits.MOST_ITEMS_AT_ONCE;
import static dev.millrace.cart.CartLimits.MOST_LINES;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.millrace.cart.CartCommand.AddCartItems;
import dev.millrace.cart.CartCommand.Item;
import dev.millrace.cart.CartCommand.OpenCart;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.cart.CartRejection.CartClosed;
import dev.millrace.cart.CartRejection.CartExists;
import dev.millrace.cart.CartRejection.CartHasExpired;
import dev.millrace.cart.CartRejection.CartNotFound;
import dev.millrace.cart.CartRejection.Invalid;
import dev.millrace.cart.CartRejection.TooManyLines;
import dev.millrace.cart.CartState.CheckedOut;
import dev.millrace.cart.CartState.Expired;
import dev.millrace.cart.CartState.Open;
import dev.millrace.cart.CartState.Unopened;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.CartId;
import dev.millrace.id.Sku;
import dev.millrace.schema.Circulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What comes into a cart, and at which price. All items of a command, or none. */
final class CartFilling {

    /** @param price absent for the list price, whatever it was */
    private record Agreed(Sku sku, @Nullable Money price) {}

    private CartFilling() {}

    /** @param offers of all the command's SKUs */
    static Decision decide(OpenCart command, CartState state, Map<Sku, Offer> offers) {
        return switch (state) {
            case Unopened _
            when !Circulation.has(command.currency()) ->
                Decision.reject(new Invalid("currency", "currency", "a currency in circulation"));
            case Unopened _ -> {
                var opened = new CartOpened(command.cartId(), command.customerId(), command.currency());
                var empty = Open.empty(command.customerId(), command.currency());
                yield command.items().isEmpty()
                        ? Decision.accept(opened)
                        : fill(command.cartId(), empty, command.items(), offers, List.of(opened));
            }
            case Open cart ->
                opened(command, cart) ? Decision.accept() : Decision.reject(new CartExists(command.cartId()));
            case CheckedOut cart -> Decision.reject(new CartClosed(command.cartId(), cart.orderId()));
            case Expired _ -> Decision.reject(new CartHasExpired(command.cartId()));
        };
    }

    /** @param offers of all the command's SKUs */
    static Decision decide(AddCartItems command, CartState state, Map<Sku, Offer> offers) {
        return switch (state) {
            case Unopened _ -> Decision.reject(new CartNotFound(command.cartId()));
            case Open cart -> fill(command.cartId(), cart, command.items(), offers, List.of());
            case CheckedOut cart -> Decision.reject(new CartClosed(command.cartId(), cart.orderId()));
            case Expired _ -> Decision.reject(new CartHasExpired(command.cartId()));
        };
    }

    /** Compared with the opening and not with what became of it: the same request, sent twice, must be safe. */
    private static boolean opened(OpenCart command, Open cart) {
        return Objects.equals(cart.customerId(), command.customerId())
                && cart.currency().equals(command.currency())
                && (command.items().isEmpty() || unitsAsked(command.items()).equals(unitsIn(cart.begun())));
    }

    private static Map<Agreed, Long> unitsAsked(List<Item> items) {
        return items.stream()
                .collect(groupingBy(item -> new Agreed(item.sku(), item.agreedPrice()), summingLong(Item::quantity)));
    }

    private static Map<Agreed, Long> unitsIn(List<CartLine> lines) {
        return lines.stream()
                .collect(groupingBy(
                        line -> new Agreed(line.sku(), line.agreed() ? line.unitPrice() : null),
                        summingLong(CartLine::quantity)));
    }

    private static Decision fill(
            CartId cartId, Open cart, List<Item> items, Map<Sku, Offer> offers, List<CartEvent> before) {
        if (items.isEmpty() || items.size() > MOST_ITEMS_AT_ONCE) {
            return Decision.reject(new Invalid("items", "items", "1 to %d items".formatted(MOST_ITEMS_AT_ONCE)));
        }
        Map<SameLine, CartLine> lines = new LinkedHashMap<>();
        cart.lines().forEach(line -> lines.put(SameLine.of(line), line));
        Map<Integer, CartLine> touched = new TreeMap<>();
        int last = cart.lastLine();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            switch (Pricing.of(item, i, offers.getOrDefault(item.sku(), new Offer.Unknown()), cart.currency())) {
                case Pricing.Refused refused -> {
                    return Decision.reject(refused.rejection());
                }
                case Pricing.Priced priced -> {
                    var same = new SameLine(item.sku(), priced.price(), priced.agreed());
                    CartLine present = lines.get(same);
                    long quantity = (long) item.quantity() + (present == null ? 0 : present.quantity());
                    if (!CartLimits.allowsQuantity(item.quantity()) || !CartLimits.allowsQuantity(quantity)) {
                        return Decision.reject(CartLimits.invalidQuantity("items[%d].quantity".formatted(i)));
                    }
                    int number = present == null ? ++last : present.line();
                    String name = present == null ? priced.name() : present.name();
                    var line = new CartLine(number, item.sku(), name, (int) quantity, priced.price(), priced.agreed());
                    lines.put(same, line);
                    touched.put(number, line);
                }
            }
        }
        return lines.size() > MOST_LINES
                ? Decision.reject(new TooManyLines(cartId, MOST_LINES))
                : new Decision.Accepted(events(cartId, cart.lastLine(), touched, before));
    }

    private static List<CartEvent> events(
            CartId cartId, int lastBefore, Map<Integer, CartLine> touched, List<CartEvent> before) {
        List<CartEvent> events = new ArrayList<>(before);
        List<CartLine> added = new ArrayList<>();
        touched.forEach((number, line) -> {
            if (number > lastBefore) {
                added.add(line);
            } else {
                events.add(new CartItemQuantityChanged(cartId, number, line.quantity()));
            }
        });
        if (!added.isEmpty()) {
            events.add(new CartItemsAdded(cartId, added));
        }
        return events;
    }
}
