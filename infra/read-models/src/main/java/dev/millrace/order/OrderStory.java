package dev.millrace.order;

import dev.millrace.id.OrderId;
import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.StepNews.AttemptFailed;
import dev.millrace.order.StepNews.Begun;
import dev.millrace.order.StepNews.Done;
import dev.millrace.order.StepNews.Failed;
import dev.millrace.order.StepNews.NoLongerAwaited;
import dev.millrace.order.StepNews.PaymentRefused;
import dev.millrace.order.StepNews.Succeeded;
import dev.millrace.order.StepNews.Undone;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.payment.PaymentNews;
import dev.millrace.payment.PaymentStatus;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each event tells of its order: the one place of the read side that knows them all. The live view, the history, the journey and the stream
 * fold the {@link OrderNews} that it makes of them. Pure.
 */
public final class OrderStory {

    private static final Set<Class<? extends BusinessEvent>> TYPES = EventCatalog.typesOf(
            OrderEvent.class, PaymentEvent.class, OrderStockEvent.class, StockReservationRefused.class);

    private OrderStory() {}

    /** The classes of the events that are about an order. */
    public static Set<Class<? extends BusinessEvent>> types() {
        return TYPES;
    }

    /** The order that an event is about; absent for an event about none. */
    public static @Nullable OrderId orderOf(BusinessEvent event) {
        return switch (event) {
            case OrderEvent order -> order.orderId();
            case PaymentEvent payment -> payment.orderId();
            case OrderStockEvent stock -> stock.orderId();
            case StockReservationRefused refused -> refused.orderId();
            default -> null;
        };
    }

    /** Empty for an event that is about no order. */
    public static Optional<OrderNews> of(BusinessEvent event) {
        return switch (event) {
            case OrderEvent order -> Optional.of(order(order));
            case StockEvent stock -> stock(stock);
            case PaymentEvent payment -> Optional.of(payment(payment));
            default -> Optional.empty();
        };
    }

    private static OrderNews order(OrderEvent event) {
        return switch (event) {
            case OrderPlaced placed ->
                OrderNews.of(
                        placed.orderId(),
                        OrderStatus.PENDING,
                        new Done(StepName.PLACEMENT, null, lines(placed.lines().size()) + ", " + placed.total()));
            case OrderConfirmed confirmed ->
                OrderNews.of(confirmed.orderId(), OrderStatus.CONFIRMED, new Done(StepName.CONFIRMATION, null, null));
            case OrderRejected rejected -> {
                ClosingReason reason = new ClosingReason(code(rejected.reason()), rejected.detail());
                yield OrderNews.closing(
                        rejected.orderId(),
                        OrderStatus.REJECTED,
                        reason,
                        new Done(StepName.REJECTION, null, inWords(reason)));
            }
            case OrderCancelled cancelled ->
                OrderNews.closing(
                        cancelled.orderId(),
                        OrderStatus.CANCELLED,
                        new ClosingReason("cancelled", cancelled.reason()),
                        new Done(StepName.CANCELLATION, null, cancelled.reason()));
            case OrderShipped shipped -> {
                String parcel = shipped.parcelId().toString();
                yield OrderNews.of(
                        shipped.orderId(),
                        shipped.complete() ? OrderStatus.SHIPPED : null,
                        new ParcelNews.Dispatched(
                                shipped.parcelId(), shipped.carrier(), shipped.trackingNumber(), shipped.lines()),
                        new Begun(StepName.SHIPMENT, parcel, shipped.carrier() + " " + shipped.trackingNumber()),
                        new Begun(StepName.DELIVERY, parcel, null));
            }
            case OrderDelivered delivered ->
                OrderNews.of(
                        delivered.orderId(),
                        delivered.complete() ? OrderStatus.DELIVERED : null,
                        new ParcelNews.Arrived(delivered.parcelId()),
                        new Done(StepName.DELIVERY, delivered.parcelId().toString(), null));
        };
    }

    private static Optional<OrderNews> stock(StockEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case StockReserved reserved ->
                        OrderNews.of(
                                reserved.orderId(),
                                GoodsStatus.HELD,
                                reserved.expiresAt(),
                                new Done(StepName.STOCK_RESERVATION, null, null));
                    case StockReservationRefused refused ->
                        OrderNews.of(
                                refused.orderId(),
                                GoodsStatus.REFUSED,
                                null,
                                new Failed(StepName.STOCK_RESERVATION, inWords(refused.shortages())));
                    case StockReleased released ->
                        OrderNews.of(
                                released.orderId(),
                                GoodsStatus.RELEASED,
                                null,
                                new Undone(StepName.STOCK_RESERVATION),
                                new Done(StepName.STOCK_RELEASE, null, released.reason()));
                    // The goods were the order's, and are; that the parcel left is told by the order itself.
                    case StockShipped shipped ->
                        OrderNews.of(
                                shipped.orderId(),
                                (OrderStatus) null,
                                new Done(StepName.SHIPMENT, shipped.parcelId().toString(), null));
                    case StockReceived _, StockAdjusted _ -> null;
                });
    }

    private static OrderNews payment(PaymentEvent event) {
        return switch (event) {
            case PaymentRequested requested ->
                OrderNews.of(
                        requested.orderId(),
                        PaymentNews.requested(requested.paymentId(), requested.amount()),
                        new Begun(
                                StepName.PAYMENT_AUTHORISATION,
                                null,
                                requested.amount().toString()));
            case PaymentAttemptFailed failed ->
                OrderNews.of(
                        failed.orderId(),
                        PaymentNews.attemptFailed(failed.paymentId(), failed.retryAt()),
                        new AttemptFailed(StepName.of(failed.operation()), failed.reason(), failed.retryAt()));
            case PaymentAuthorised authorised ->
                OrderNews.of(
                        authorised.orderId(),
                        PaymentNews.is(authorised.paymentId(), PaymentStatus.AUTHORISED),
                        new Succeeded(
                                StepName.PAYMENT_AUTHORISATION,
                                authorised.amount() + ", gateway's reference " + authorised.gatewayReference()));
            case PaymentCaptured captured ->
                OrderNews.of(
                        captured.orderId(),
                        PaymentNews.is(captured.paymentId(), PaymentStatus.CAPTURED),
                        new Succeeded(
                                StepName.PAYMENT_CAPTURE, captured.amount().toString()));
            case PaymentDeclined declined ->
                OrderNews.of(
                        declined.orderId(),
                        PaymentNews.declined(declined.paymentId(), declined.code()),
                        new PaymentRefused(declined.code() + ": " + declined.detail()));
            case PaymentVoided voided ->
                OrderNews.of(
                        voided.orderId(),
                        PaymentNews.is(voided.paymentId(), PaymentStatus.VOIDED),
                        new Succeeded(StepName.PAYMENT_VOID, voided.reason()),
                        new NoLongerAwaited(StepName.PAYMENT_CAPTURE, "voided"),
                        new Undone(StepName.PAYMENT_AUTHORISATION));
            case PaymentRefunded refunded ->
                OrderNews.of(
                        refunded.orderId(),
                        PaymentNews.is(refunded.paymentId(), PaymentStatus.REFUNDED),
                        new Succeeded(StepName.PAYMENT_REFUND, refunded.amount() + ", " + refunded.reason()),
                        new Undone(StepName.PAYMENT_CAPTURE));
        };
    }

    /** The reason's word in JSON, which is part of the contract. */
    private static String code(OrderRejectionReason reason) {
        return switch (reason) {
            case STOCK_MISSING -> "stock-missing";
            case PAYMENT_DECLINED -> "payment-declined";
            case RESERVATION_EXPIRED -> "reservation-expired";
        };
    }

    private static String lines(int count) {
        return count == 1 ? "1 line" : count + " lines";
    }

    private static String inWords(ClosingReason reason) {
        return reason.detail().isEmpty() ? reason.code() : reason.code() + ": " + reason.detail();
    }

    private static String inWords(List<Shortage> shortages) {
        return shortages.stream()
                .map(shortage -> "%s: %d requested, %d available"
                        .formatted(shortage.sku(), shortage.requested(), shortage.available()))
                .collect(Collectors.joining("; "));
    }
}
