package dev.millrace.order;

import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentFold;
import dev.millrace.schema.BusinessEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The view of an order as a fold over all events about it. Pure. */
public final class OrderViewFold {
    private OrderViewFold() {}

    /**
     * @param view absent before the first event
     * @return {@code view} itself if the event is in it already
     * @throws IllegalStateException if the order was never placed
     */
    public static OrderView evolve(@Nullable OrderView view, BusinessEvent event, long position, Instant at) {
        if (view != null && position <= view.position()) {
            return view;
        }
        if (event instanceof OrderPlaced placed) {
            return placed(placed, position, at);
        }
        if (view == null) {
            throw new IllegalStateException("order " + event.partitionKey() + " was never placed");
        }
        var next = new OrderViewChange(view);
        switch (event) {
            case OrderEvent own -> apply(next, own, at);
            case PaymentEvent payment -> next.payment = PaymentFold.evolve(view.payment(), payment);
            case StockReserved reserved -> next.reservedUntil = reserved.expiresAt();
            case StockReleased released -> next.reservedUntil = null;
            default -> {
                // It moves stock, and the order has nothing to show for it.
            }
        }
        return next.at(position, at);
    }

    private static void apply(OrderViewChange next, OrderEvent event, Instant at) {
        switch (event) {
            case OrderPlaced placed ->
                throw new IllegalStateException("order " + placed.orderId() + " was placed twice");
            case OrderConfirmed confirmed -> {
                next.status = OrderStatus.CONFIRMED;
                next.confirmedAt = at;
                next.reservedUntil = null;
            }
            case OrderRejected rejected ->
                next.close(OrderStatus.REJECTED, new ClosingReason(code(rejected.reason()), rejected.detail()), at);
            case OrderCancelled cancelled ->
                next.close(OrderStatus.CANCELLED, new ClosingReason("cancelled", cancelled.reason()), at);
            case OrderShipped shipped -> {
                next.parcels = Stream.concat(next.parcels.stream(), Stream.of(parcel(shipped, at)))
                        .toList();
                if (shipped.complete()) {
                    next.status = OrderStatus.SHIPPED;
                }
            }
            case OrderDelivered delivered -> {
                next.parcels = next.parcels.stream()
                        .map(it -> it.parcelId().equals(delivered.parcelId()) ? delivered(it, at) : it)
                        .toList();
                if (delivered.complete()) {
                    next.status = OrderStatus.DELIVERED;
                    next.closedAt = at;
                }
            }
        }
    }

    /** The reason's word in JSON, which is part of the contract. */
    public static String code(OrderRejectionReason reason) {
        return switch (reason) {
            case STOCK_MISSING -> "stock-missing";
            case PAYMENT_DECLINED -> "payment-declined";
            case RESERVATION_EXPIRED -> "reservation-expired";
        };
    }

    private static OrderView placed(OrderPlaced placed, long position, Instant at) {
        return new OrderView(
                position,
                placed.orderId(),
                placed.cartId(),
                OrderStatus.PENDING,
                placed.customerId(),
                placed.email(),
                placed.country(),
                placed.lines(),
                placed.total(),
                placed.orderedAt(),
                at,
                at,
                null,
                null,
                null,
                null,
                List.of(),
                null);
    }

    private static ParcelView parcel(OrderShipped shipped, Instant at) {
        return new ParcelView(
                shipped.parcelId(), shipped.carrier(), shipped.trackingNumber(), shipped.lines(), at, null);
    }

    private static ParcelView delivered(ParcelView parcel, Instant at) {
        return new ParcelView(
                parcel.parcelId(), parcel.carrier(), parcel.trackingNumber(), parcel.lines(), parcel.shippedAt(), at);
    }
}
