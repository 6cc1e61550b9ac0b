package dev.millrace.cart;

import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartItemRepriced;
import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.id.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The view of a cart as a fold over its events. Pure. */
public final class CartFold {
    private CartFold() {}

    /**
     * @param view absent before the first event
     * @return {@code view} itself if the event is in it already
     * @throws IllegalStateException if the cart was never opened
     */
    public static CartView evolve(@Nullable CartView view, CartEvent event, long position, Instant at) {
        if (view != null && position <= view.position()) {
            return view;
        }
        if (event instanceof CartOpened opened) {
            return new CartView(
                    position,
                    opened.cartId(),
                    opened.customerId(),
                    opened.currency().getCode(),
                    List.of(),
                    Money.zero(opened.currency()),
                    null,
                    null,
                    at,
                    at);
        }
        if (view == null) {
            throw new IllegalStateException("cart " + event.cartId() + " was never opened");
        }
        return switch (event) {
            case CartOpened opened -> view;
            case CartItemsAdded added -> with(view, merged(view.lines(), added.lines()), view.orderId(), position, at);
            case CartItemQuantityChanged changed ->
                with(
                        view,
                        changed(view.lines(), changed.line(), it -> it.withQuantity(changed.quantity())),
                        view.orderId(),
                        position,
                        at);
            case CartItemRemoved removed ->
                with(
                        view,
                        view.lines().stream()
                                .filter(it -> it.line() != removed.line())
                                .toList(),
                        view.orderId(),
                        position,
                        at);
            case CartItemRepriced repriced ->
                with(
                        view,
                        changed(view.lines(), repriced.line(), it -> it.withPrice(repriced.current())),
                        view.orderId(),
                        position,
                        at);
            case CartCheckedOut checkedOut -> with(view, view.lines(), checkedOut.orderId(), position, at);
            case CartExpired expired -> expired(view, position, at);
        };
    }

    private static CartView with(
            CartView view, List<CartLine> lines, @Nullable OrderId orderId, long position, Instant at) {
        return new CartView(
                position,
                view.cartId(),
                view.customerId(),
                view.currency(),
                lines,
                lines.stream()
                        .map(it -> it.unitPrice().multipliedBy(it.quantity()))
                        .reduce(Money.zero(CurrencyUnit.of(view.currency())), Money::plus),
                orderId,
                null,
                view.openedAt(),
                at);
    }

    private static CartView expired(CartView view, long position, Instant at) {
        return new CartView(
                position,
                view.cartId(),
                view.customerId(),
                view.currency(),
                view.lines(),
                view.total(),
                null,
                at,
                view.openedAt(),
                at);
    }

    private static List<CartLine> merged(List<CartLine> lines, List<CartLine> added) {
        List<CartLine> all = new ArrayList<>(lines);
        all.addAll(added);
        return List.copyOf(all);
    }

    private static List<CartLine> changed(List<CartLine> lines, int line, UnaryOperator<CartLine> change) {
        return lines.stream()
                .map(it -> it.line() == line ? change.apply(it) : it)
                .toList();
    }
}
