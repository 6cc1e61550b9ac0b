package dev.millrace.cart;

import dev.millrace.cart.CartEvent.CartCheckedOut;
import dev.millrace.cart.CartEvent.CartExpired;
import dev.millrace.cart.CartEvent.CartItemQuantityChanged;
import dev.millrace.cart.CartEvent.CartItemRemoved;
import dev.millrace.cart.CartEvent.CartItemRepriced;
import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** A cart as its rules see it. */
sealed interface CartState {

    record Unopened() implements CartState {}

    /**
     * @param lines in the order they came
     * @param lastLine the highest line number ever given out
     * @param begun the lines that came first, by which a repeated opening is known
     */
    record Open(
            @Nullable CustomerId customerId,
            CurrencyUnit currency,
            List<CartLine> lines,
            int lastLine,
            List<CartLine> begun)
            implements CartState {

        static Open empty(@Nullable CustomerId customerId, CurrencyUnit currency) {
            return new Open(customerId, currency, List.of(), 0, List.of());
        }

        Optional<CartLine> line(int number) {
            return lines.stream().filter(line -> line.line() == number).findFirst();
        }

        private Open plus(List<CartLine> added) {
            int last = added.stream().mapToInt(CartLine::line).max().orElse(lastLine);
            return new Open(
                    customerId,
                    currency,
                    Stream.concat(lines.stream(), added.stream()).toList(),
                    Math.max(last, lastLine),
                    begun.isEmpty() ? added : begun);
        }

        private Open changing(int number, UnaryOperator<CartLine> change) {
            return new Open(
                    customerId,
                    currency,
                    lines.stream()
                            .map(line -> line.line() == number ? change.apply(line) : line)
                            .toList(),
                    lastLine,
                    begun);
        }

        private Open without(int number) {
            return new Open(
                    customerId,
                    currency,
                    lines.stream().filter(line -> line.line() != number).toList(),
                    lastLine,
                    begun);
        }
    }

    record CheckedOut(OrderId orderId) implements CartState {}

    record Expired() implements CartState {}

    static CartState evolve(CartState state, CartEvent event) {
        if (event instanceof CartOpened e) {
            return Open.empty(e.customerId(), e.currency());
        }
        return state instanceof Open cart ? evolve(cart, event) : state;
    }

    private static CartState evolve(Open cart, CartEvent event) {
        return switch (event) {
            case CartOpened _ -> cart;
            case CartItemsAdded e -> cart.plus(e.lines());
            case CartItemQuantityChanged e -> cart.changing(e.line(), line -> line.withQuantity(e.quantity()));
            case CartItemRemoved e -> cart.without(e.line());
            case CartItemRepriced e -> cart.changing(e.line(), line -> line.withPrice(e.current()));
            case CartCheckedOut e -> new CheckedOut(e.orderId());
            case CartExpired _ -> new Expired();
        };
    }
}
