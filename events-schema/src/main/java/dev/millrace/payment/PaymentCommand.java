package dev.millrace.payment;

import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What a payment is told: to begin, and what the gateway answered. Each may be repeated and then changes nothing. */
public sealed interface PaymentCommand {

    PaymentId paymentId();

    OrderId orderId();

    @Command(namespace = "millrace.payment", name = "RequestPayment")
    record RequestPayment(PaymentId paymentId, OrderId orderId, Money amount, String token) implements PaymentCommand {}

    @Command(namespace = "millrace.payment", name = "RecordAuthorisation")
    record RecordAuthorisation(PaymentId paymentId, OrderId orderId, Money amount, String gatewayReference)
            implements PaymentCommand {}

    @Command(namespace = "millrace.payment", name = "RecordCapture")
    record RecordCapture(PaymentId paymentId, OrderId orderId, Money amount) implements PaymentCommand {}

    @Command(namespace = "millrace.payment", name = "RecordDecline")
    record RecordDecline(PaymentId paymentId, OrderId orderId, String code, String detail) implements PaymentCommand {}

    @Command(namespace = "millrace.payment", name = "RecordFailedAttempt")
    record RecordFailedAttempt(
            PaymentId paymentId,
            OrderId orderId,
            PaymentOperation operation,
            int attempt,
            String reason,
            @Nullable Instant retryAt)
            implements PaymentCommand {}

    @Command(namespace = "millrace.payment", name = "RecordVoid")
    record RecordVoid(PaymentId paymentId, OrderId orderId, String reason) implements PaymentCommand {}

    @Command(namespace = "millrace.payment", name = "RecordRefund")
    record RecordRefund(PaymentId paymentId, OrderId orderId, Money amount, String reason) implements PaymentCommand {}
}
