package dev.millrace.order;

import dev.millrace.id.PaymentId;
import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockCommand.ShipStock;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderCommand.RejectOrder;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderProcess.Placed;
import dev.millrace.order.OrderProcess.Standing;
import dev.millrace.order.OrderProcess.Stock;
import dev.millrace.order.SagaStep.CallAt;
import dev.millrace.order.SagaStep.CallNow;
import dev.millrace.order.SagaStep.ExpireAt;
import dev.millrace.order.SagaStep.ForgetExpiry;
import dev.millrace.order.SagaStep.Send;
import dev.millrace.payment.ChargeProgress;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RequestPayment;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.schema.BusinessEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What follows from what happened to an order. The process may know more than the event at hand: it is folded from all
 * that is stored, so each branch asks whether its step is still called for.
 */
public final class OrderSaga {

    private static final int SHORTAGES_NAMED = 20;

    private final Duration reservationPeriod;

    /** @param reservationPeriod how long stock is kept for an order that isn't paid, from when it was placed */
    public OrderSaga(Duration reservationPeriod) {
        this.reservationPeriod = reservationPeriod;
    }

    /**
     * @param process with {@code event} folded in, and whatever came after it
     * @param happenedAt when the event was stored
     */
    public List<SagaStep> after(BusinessEvent event, Instant happenedAt, OrderProcess process) {
        return switch (event) {
            // The way to a confirmed order
            case OrderPlaced _ -> reserve(process, happenedAt.plus(reservationPeriod));
            case StockReserved e -> process.isOpen() ? charge(process, e.expiresAt()) : release(process);
            case PaymentRequested _, PaymentAuthorised _ -> call(process);
            case PaymentCaptured _ -> process.isOpen() && process.holdsStock() ? confirm(process) : call(process);
            case OrderShipped e -> List.of(new Send(new ShipStock(e.orderId(), e.parcelId())));

            // What undoes it
            case StockReservationRefused e ->
                reject(process, OrderRejectionReason.STOCK_MISSING, missing(e.shortages()));
            case PaymentAttemptFailed e -> tryAgain(e, process);
            case PaymentDeclined e -> {
                String why = e.code() + ": " + e.detail();
                yield join(reject(process, OrderRejectionReason.PAYMENT_DECLINED, why), call(process));
            }
            case PaymentVoided e -> reject(process, OrderRejectionReason.PAYMENT_DECLINED, e.reason());
            case PaymentRefunded _ ->
                reject(process, OrderRejectionReason.RESERVATION_EXPIRED, "paid after its stock was gone");
            case OrderCancelled _, OrderRejected _ ->
                join(List.of(new ForgetExpiry()), release(process), call(process));
            default -> List.of();
        };
    }

    /** What follows from the end of the order's reservation. An order that is paid by then is about to be confirmed. */
    public List<SagaStep> expired(OrderProcess process) {
        return process.charge() != null && process.charge().isCaptured()
                ? List.of()
                : reject(process, OrderRejectionReason.RESERVATION_EXPIRED, "not paid before the reservation ended");
    }

    private static List<SagaStep> reserve(OrderProcess process, Instant expiresAt) {
        return process.isOpen() && process.stock() == Stock.UNASKED
                ? List.of(new Send(new ReserveStock(process.orderId(), expiresAt)))
                : List.of();
    }

    private static List<SagaStep> charge(OrderProcess process, Instant expiresAt) {
        Placed placed = process.placed();
        if (placed == null || process.charge() != null) {
            return List.of(new ExpireAt(expiresAt));
        }
        // Derived from the order's id, so that a repetition asks for the same payment.
        UUID paymentId = UUID.nameUUIDFromBytes(("payment of " + process.orderId()).getBytes(StandardCharsets.UTF_8));
        return List.of(
                new ExpireAt(expiresAt),
                new Send(new RequestPayment(
                        new PaymentId(paymentId), process.orderId(), placed.total(), placed.token())));
    }

    private static List<SagaStep> confirm(OrderProcess process) {
        return List.of(new ForgetExpiry(), new Send(new ConfirmOrder(process.orderId())));
    }

    private static List<SagaStep> call(OrderProcess process) {
        return process.owed()
                .<List<SagaStep>>map(operation -> List.of(new CallNow(operation)))
                .orElse(List.of());
    }

    private static List<SagaStep> tryAgain(PaymentAttemptFailed event, OrderProcess process) {
        Instant retryAt = event.retryAt();
        if (retryAt == null) {
            return List.of(new Send(new RecordDecline(
                    event.paymentId(),
                    event.orderId(),
                    ChargeProgress.GATEWAY_SILENT,
                    "no answer in %d attempts, the last: %s".formatted(event.attempt(), event.reason()))));
        }
        return process.owed()
                .<List<SagaStep>>map(
                        owed -> List.of(owed == event.operation() ? new CallAt(owed, retryAt) : new CallNow(owed)))
                .orElse(List.of());
    }

    private static List<SagaStep> release(OrderProcess process) {
        return process.holdsStock()
                ? List.of(new Send(new ReleaseStock(
                        process.orderId(),
                        process.standing() == Standing.CANCELLED ? "order-cancelled" : "order-rejected")))
                : List.of();
    }

    /** Stock first: whoever sees the order rejected may count on its goods being free. */
    private static List<SagaStep> reject(OrderProcess process, OrderRejectionReason reason, String detail) {
        if (!process.isOpen()) {
            return List.of();
        }
        var rejection = new Send(new RejectOrder(process.orderId(), reason, detail));
        return process.holdsStock()
                ? List.of(new Send(new ReleaseStock(process.orderId(), word(reason))), rejection)
                : List.of(rejection);
    }

    private static String word(OrderRejectionReason reason) {
        return switch (reason) {
            case STOCK_MISSING -> "stock-missing";
            case PAYMENT_DECLINED -> "payment-declined";
            case RESERVATION_EXPIRED -> "reservation-expired";
        };
    }

    private static String missing(List<Shortage> shortages) {
        String named = shortages.stream()
                .limit(SHORTAGES_NAMED)
                .map(shortage -> "%s (%d asked for, %d free)"
                        .formatted(shortage.sku(), shortage.requested(), shortage.available()))
                .collect(Collectors.joining(", "));
        int more = shortages.size() - SHORTAGES_NAMED;
        return more > 0 ? named + " and %d more".formatted(more) : named;
    }

    @SafeVarargs
    private static List<SagaStep> join(List<SagaStep>... parts) {
        List<SagaStep> all = new ArrayList<>();
        for (List<SagaStep> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
