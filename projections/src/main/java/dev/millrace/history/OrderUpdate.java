package dev.millrace.history;

import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderStatus;
import dev.millrace.order.OrderViewFold;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentFold;
import dev.millrace.projections.ProjectedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a batch's events change of an order's row. A column is absent where nothing said anything of it; the last word
 * counts.
 */
record OrderUpdate(
        @Nullable String status,
        @Nullable String paymentStatus,
        @Nullable String reasonCode,
        @Nullable String reasonDetail,
        Instant updatedAt,
        long position) {

    static OrderUpdate of(ProjectedEvent event) {
        return switch (event.event()) {
            case OrderEvent order -> of(order, event);
            case PaymentEvent payment -> {
                var status = PaymentFold.status(payment);
                yield new OrderUpdate(
                        null, status == null ? null : status.text(), null, null, event.recordedAt(), event.position());
            }
            default -> new OrderUpdate(null, null, null, null, event.recordedAt(), event.position());
        };
    }

    private static OrderUpdate of(OrderEvent order, ProjectedEvent event) {
        return switch (order) {
            case OrderPlaced placed -> status(OrderStatus.PENDING, null, null, event);
            case OrderConfirmed confirmed -> status(OrderStatus.CONFIRMED, null, null, event);
            case OrderRejected rejected ->
                status(OrderStatus.REJECTED, OrderViewFold.code(rejected.reason()), rejected.detail(), event);
            case OrderCancelled cancelled -> status(OrderStatus.CANCELLED, "cancelled", cancelled.reason(), event);
            case OrderShipped shipped -> status(shipped.complete() ? OrderStatus.SHIPPED : null, null, null, event);
            case OrderDelivered delivered ->
                status(delivered.complete() ? OrderStatus.DELIVERED : null, null, null, event);
        };
    }

    private static OrderUpdate status(
            @Nullable OrderStatus status, @Nullable String code, @Nullable String detail, ProjectedEvent event) {
        return new OrderUpdate(
                status == null ? null : status.text(), null, code, detail, event.recordedAt(), event.position());
    }

    /** This and then {@code later}. */
    OrderUpdate then(OrderUpdate later) {
        return new OrderUpdate(
                later.status == null ? status : later.status,
                later.paymentStatus == null ? paymentStatus : later.paymentStatus,
                later.reasonCode == null ? reasonCode : later.reasonCode,
                later.reasonDetail == null ? reasonDetail : later.reasonDetail,
                later.updatedAt,
                later.position);
    }
}
