package dev.millrace.order;

import dev.millrace.id.OrderId;
import dev.millrace.payment.PaymentNews;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of its order, in the words of those who show orders. What it says nothing of is absent, and stays as it was.
 *
 * @param status the order has from now on
 * @param reason why it was rejected or cancelled just now
 * @param goods what it holds of the stock from now on
 * @param reservedUntil when the reservation that was made just now ends
 * @param steps of its journey, in the order in which they are to be told
 */
public record OrderNews(
        OrderId orderId,
        @Nullable OrderStatus status,
        @Nullable ClosingReason reason,
        @Nullable GoodsStatus goods,
        @Nullable Instant reservedUntil,
        @Nullable ParcelNews parcel,
        @Nullable PaymentNews payment,
        List<StepNews> steps) {

    static OrderNews of(OrderId order, @Nullable OrderStatus status, StepNews... steps) {
        return new OrderNews(order, status, null, null, null, null, null, List.of(steps));
    }

    static OrderNews closing(OrderId order, OrderStatus status, ClosingReason reason, StepNews step) {
        return new OrderNews(order, status, reason, null, null, null, null, List.of(step));
    }

    static OrderNews of(OrderId order, @Nullable OrderStatus status, ParcelNews parcel, StepNews... steps) {
        return new OrderNews(order, status, null, null, null, parcel, null, List.of(steps));
    }

    static OrderNews of(OrderId order, GoodsStatus goods, @Nullable Instant reservedUntil, StepNews... steps) {
        return new OrderNews(order, null, null, goods, reservedUntil, null, null, List.of(steps));
    }

    static OrderNews of(OrderId order, PaymentNews payment, StepNews... steps) {
        return new OrderNews(order, null, null, null, null, null, payment, List.of(steps));
    }
}
