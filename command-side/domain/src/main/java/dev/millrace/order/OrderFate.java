package dev.millrace.order;

import static dev.millrace.order.OrderRejection.lowerCase;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.order.OrderCommand.CancelOrder;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderCommand.RejectOrder;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderRejection.Invalid;
import dev.millrace.order.OrderRejection.OrderNotCancellable;
import dev.millrace.order.OrderRejection.OrderNotConfirmable;
import dev.millrace.order.OrderRejection.OrderNotFound;
import dev.millrace.order.OrderRejection.OrderNotPaid;
import dev.millrace.order.OrderRejection.OrderNotRejectable;
import dev.millrace.order.OrderRejection.OrderPaid;
import dev.millrace.order.OrderRejection.StockNotReserved;
import dev.millrace.order.OrderState.Placed;
import dev.millrace.order.OrderState.Unplaced;
import dev.millrace.schema.Wording;

/** Whether an order is confirmed, rejected or cancelled. What it is already, it may be again without effect. */
final class OrderFate {

    private static final int LONGEST_REASON = 500;

    private OrderFate() {}

    static Decision decide(ConfirmOrder command, OrderState state) {
        return switch (state) {
            case Unplaced _ -> Decision.reject(new OrderNotFound(command.orderId()));
            case Placed order ->
                switch (order.status()) {
                    case CONFIRMED -> Decision.accept();
                    case REJECTED, CANCELLED ->
                        Decision.reject(new OrderNotConfirmable(command.orderId(), lowerCase(order.status())));
                    case PENDING -> confirm(command, order);
                };
        };
    }

    static Decision decide(RejectOrder command, OrderState state) {
        return switch (state) {
            case Unplaced _ -> Decision.reject(new OrderNotFound(command.orderId()));
            case Placed order ->
                switch (order.status()) {
                    case REJECTED -> Decision.accept();
                    case CONFIRMED, CANCELLED ->
                        Decision.reject(new OrderNotRejectable(command.orderId(), lowerCase(order.status())));
                    case PENDING ->
                        order.paid().isZero()
                                ? Decision.accept(
                                        new OrderRejected(command.orderId(), command.reason(), command.detail()))
                                : Decision.reject(new OrderPaid(command.orderId(), order.paid()));
                };
        };
    }

    static Decision decide(CancelOrder command, OrderState state) {
        if (!Wording.mayStand(command.reason(), LONGEST_REASON)) {
            return Decision.reject(new Invalid("reason", "reason", "at most %d characters".formatted(LONGEST_REASON)));
        }
        return switch (state) {
            case Unplaced _ -> Decision.reject(new OrderNotFound(command.orderId()));
            case Placed order ->
                switch (order.status()) {
                    case CANCELLED -> Decision.accept();
                    case REJECTED -> Decision.reject(new OrderNotCancellable(command.orderId(), "rejected"));
                    case PENDING, CONFIRMED ->
                        order.parcels().isEmpty()
                                ? Decision.accept(new OrderCancelled(command.orderId(), command.reason()))
                                : Decision.reject(new OrderNotCancellable(command.orderId(), "shipped"));
                };
        };
    }

    private static Decision confirm(ConfirmOrder command, Placed order) {
        if (!order.reserved()) {
            return Decision.reject(new StockNotReserved(command.orderId()));
        }
        return order.paidInFull()
                ? Decision.accept(new OrderConfirmed(command.orderId()))
                : Decision.reject(new OrderNotPaid(command.orderId(), order.total(), order.paid()));
    }
}
