package dev.millrace.order;

import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockEvent;
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
import dev.millrace.payment.PaymentEvent;
import dev.millrace.representation.RecordedEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an order went through, folded from the events of its tag in the order of their positions. Immutable; knows no
 * clock, so that the same events always make the same journey.
 */
record OrderJourney(
        List<RecordedEvent> events, JourneySteps steps, JourneyDeadlines deadlines, OrderProgress progress) {

    static final OrderJourney START =
            new OrderJourney(List.of(), JourneySteps.NONE, JourneyDeadlines.NONE, OrderProgress.START);

    static OrderJourney of(List<RecordedEvent> events) {
        OrderJourney journey = START;
        for (RecordedEvent event : events) {
            journey = journey.after(event);
        }
        return new OrderJourney(List.copyOf(events), journey.steps, journey.deadlines, journey.progress);
    }

    /** Position of the last event; 0 if there was none. */
    long position() {
        return events.isEmpty() ? 0 : events.getLast().position();
    }

    /** The order as its own address shows it. There must have been an event. */
    OrderView view() {
        @Nullable OrderView view = null;
        for (RecordedEvent event : events) {
            view = OrderViewFold.evolve(view, event.event(), event.position(), event.time());
        }
        return Objects.requireNonNull(view, "an order after an event");
    }

    /** All steps so far, then those that must come next. */
    List<JourneyStep> stepsWithExpected() {
        return steps.withExpected(progress.awaited());
    }

    private OrderJourney after(RecordedEvent recorded) {
        OrderJourney next = switch (recorded.event()) {
            case OrderEvent event -> afterOrder(event, recorded);
            case StockEvent event -> afterStock(event, recorded);
            case PaymentEvent event -> afterPayment(event, recorded);
            default -> this;
        };
        return new OrderJourney(events, next.steps, next.deadlines, progress.after(recorded.event()));
    }

    private OrderJourney afterOrder(OrderEvent event, RecordedEvent by) {
        return switch (event) {
            case OrderPlaced placed ->
                with(steps.done(
                        StepName.PLACEMENT, null, by, lines(placed.lines().size()) + ", " + placed.total()));
            case OrderConfirmed _ ->
                new OrderJourney(
                        events, steps.done(StepName.CONFIRMATION, null, by, null), deadlines.paid(by), progress);
            case OrderRejected rejected ->
                new OrderJourney(
                        events,
                        steps.done(StepName.REJECTION, null, by, describe(rejected)),
                        deadlines.abandoned(by),
                        progress);
            case OrderCancelled cancelled -> with(steps.done(StepName.CANCELLATION, null, by, cancelled.reason()));
            case OrderShipped shipped -> {
                String parcel = shipped.parcelId().toString();
                yield with(
                        steps.begun(StepName.SHIPMENT, parcel, by, shipped.carrier() + " " + shipped.trackingNumber())
                                .begun(StepName.DELIVERY, parcel, by, null));
            }
            case OrderDelivered delivered ->
                with(steps.done(StepName.DELIVERY, delivered.parcelId().toString(), by, null));
        };
    }

    private OrderJourney afterStock(StockEvent event, RecordedEvent by) {
        return switch (event) {
            case StockReserved reserved ->
                new OrderJourney(
                        events,
                        steps.done(StepName.STOCK_RESERVATION, null, by, null),
                        deadlines.reservedUntil(reserved.expiresAt(), by),
                        progress);
            case StockReservationRefused refused ->
                with(steps.failed(StepName.STOCK_RESERVATION, by, describe(refused.shortages())));
            case StockReleased released ->
                new OrderJourney(
                        events,
                        steps.undone(StepName.STOCK_RESERVATION, by)
                                .done(StepName.STOCK_RELEASE, null, by, released.reason()),
                        deadlines.released(by),
                        progress);
            case StockShipped shipped ->
                with(steps.done(StepName.SHIPMENT, shipped.parcelId().toString(), by, null));
            case StockReceived _, StockAdjusted _ -> this;
        };
    }

    private OrderJourney afterPayment(PaymentEvent event, RecordedEvent by) {
        return new OrderJourney(
                events, steps.afterPayment(event, by, progress), deadlines.afterPayment(event, by), progress);
    }

    private OrderJourney with(JourneySteps next) {
        return new OrderJourney(events, next, deadlines, progress);
    }

    private static String lines(int count) {
        return count == 1 ? "1 line" : count + " lines";
    }

    private static String describe(OrderRejected rejected) {
        String reason = switch (rejected.reason()) {
            case STOCK_MISSING -> "stock-missing";
            case PAYMENT_DECLINED -> "payment-declined";
            case RESERVATION_EXPIRED -> "reservation-expired";
        };
        return rejected.detail().isEmpty() ? reason : reason + ": " + rejected.detail();
    }

    private static String describe(List<Shortage> shortages) {
        return shortages.stream()
                .map(shortage -> "%s: %d requested, %d available"
                        .formatted(shortage.sku(), shortage.requested(), shortage.available()))
                .collect(Collectors.joining("; "));
    }
}
