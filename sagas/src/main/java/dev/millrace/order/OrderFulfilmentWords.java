package dev.millrace.order;

import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockCommand.ShipStock;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderCommand.RejectOrder;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RequestPayment;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.processes.StepWords;
import java.util.List;

/** The steps of an order's fulfilment in words. */
final class OrderFulfilmentWords {

    static final List<StepWords> ALL = List.of(
            StepWords.sending("stock-reservation", ReserveStock.class)
                    .after(OrderPlaced.class)
                    .done(StockReserved.class)
                    .failed(StockReservationRefused.class)
                    .undone(StockReleased.class),
            StepWords.waiting("reservation-expiry", OrderFulfilment.EXPIRY)
                    .after(StockReserved.class)
                    .done(PaymentCaptured.class)
                    .failed(OrderRejected.class),
            StepWords.sending("payment-request", RequestPayment.class)
                    .after(StockReserved.class)
                    .done(PaymentRequested.class),
            StepWords.calling("payment-authorisation", "authorise")
                    .after(PaymentRequested.class, PaymentAttemptFailed.class)
                    .done(PaymentAuthorised.class)
                    .failed(PaymentAttemptFailed.class, PaymentDeclined.class)
                    .undone(PaymentVoided.class),
            StepWords.sending("giving-up", RecordDecline.class)
                    .after(PaymentAttemptFailed.class)
                    .done(PaymentDeclined.class),
            StepWords.calling("payment-capture", "capture")
                    .after(PaymentAuthorised.class, PaymentAttemptFailed.class)
                    .done(PaymentCaptured.class)
                    .failed(PaymentAttemptFailed.class, PaymentVoided.class)
                    .undone(PaymentRefunded.class),
            StepWords.sending("confirmation", ConfirmOrder.class)
                    .after(PaymentCaptured.class)
                    .done(OrderConfirmed.class),
            StepWords.sending("dispatch", ShipStock.class)
                    .after(OrderShipped.class)
                    .done(StockShipped.class),
            StepWords.sending("rejection", RejectOrder.class)
                    .after(
                            StockReservationRefused.class,
                            PaymentDeclined.class,
                            PaymentVoided.class,
                            PaymentRefunded.class)
                    .done(OrderRejected.class),
            StepWords.sending("stock-release", ReleaseStock.class)
                    .after(
                            OrderCancelled.class,
                            OrderRejected.class,
                            StockReserved.class,
                            PaymentDeclined.class,
                            PaymentVoided.class,
                            PaymentRefunded.class)
                    .done(StockReleased.class),
            StepWords.calling("payment-void", "void")
                    .after(
                            OrderCancelled.class,
                            OrderRejected.class,
                            PaymentRequested.class,
                            PaymentAuthorised.class,
                            PaymentDeclined.class,
                            PaymentAttemptFailed.class)
                    .done(PaymentVoided.class, PaymentDeclined.class)
                    .failed(PaymentAttemptFailed.class, PaymentCaptured.class),
            StepWords.calling("payment-refund", "refund")
                    .after(OrderCancelled.class, OrderRejected.class, PaymentCaptured.class, PaymentAttemptFailed.class)
                    .done(PaymentRefunded.class)
                    .failed(PaymentAttemptFailed.class));

    private OrderFulfilmentWords() {}
}
