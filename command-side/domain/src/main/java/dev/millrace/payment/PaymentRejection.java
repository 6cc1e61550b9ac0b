package dev.millrace.payment;

import dev.millrace.eventstore.decision.Rejection;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import java.util.List;
import org.joda.money.Money;

/** Why a payment can't begin, or why what the gateway is said to have answered can't be. */
public sealed interface PaymentRejection extends Rejection {

    record OrderNotFound(OrderId orderId) implements PaymentRejection {}

    /** The order is no longer pending, or has no stock reserved. */
    record OrderNotPayable(OrderId orderId) implements PaymentRejection {}

    record PaymentNotFound(PaymentId paymentId) implements PaymentRejection {}

    record WrongAmount(Money expected, Money amount) implements PaymentRejection {}

    record AlreadyAuthorised(PaymentId paymentId) implements PaymentRejection {}

    record AlreadyDeclined(PaymentId paymentId) implements PaymentRejection {}

    record AlreadyVoided(PaymentId paymentId) implements PaymentRejection {}

    record AlreadyCaptured(PaymentId paymentId) implements PaymentRejection {}

    record NotAuthorised(PaymentId paymentId) implements PaymentRejection {}

    record NotCaptured(PaymentId paymentId) implements PaymentRejection {}

    record WrongAttempt(PaymentId paymentId, PaymentOperation operation, int expected, int attempt)
            implements PaymentRejection {}

    @Override
    default String code() {
        return switch (this) {
            case OrderNotFound _ -> "order.not-found";
            case OrderNotPayable _ -> "order.not-payable";
            case PaymentNotFound _ -> "payment.not-found";
            case WrongAmount _ -> "payment.wrong-amount";
            case AlreadyAuthorised _ -> "payment.already-authorised";
            case AlreadyDeclined _ -> "payment.already-declined";
            case AlreadyVoided _ -> "payment.already-voided";
            case AlreadyCaptured _ -> "payment.already-captured";
            case NotAuthorised _ -> "payment.not-authorised";
            case NotCaptured _ -> "payment.not-captured";
            case WrongAttempt _ -> "payment.wrong-attempt";
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case OrderNotFound r -> "There is no order %s.".formatted(r.orderId());
            case OrderNotPayable r -> "Order %s is no longer pending, or has no stock reserved.".formatted(r.orderId());
            case PaymentNotFound r -> "There is no payment %s of this order.".formatted(r.paymentId());
            case WrongAmount r -> "The amount must be %s, not %s.".formatted(r.expected(), r.amount());
            case AlreadyAuthorised r -> "Payment %s is authorised.".formatted(r.paymentId());
            case AlreadyDeclined r -> "Payment %s is declined.".formatted(r.paymentId());
            case AlreadyVoided r -> "Payment %s is voided.".formatted(r.paymentId());
            case AlreadyCaptured r -> "Payment %s is captured.".formatted(r.paymentId());
            case NotAuthorised r -> "Payment %s is not authorised.".formatted(r.paymentId());
            case NotCaptured r -> "Payment %s is not captured.".formatted(r.paymentId());
            case WrongAttempt r ->
                "The next attempt of payment %s to fail is number %d, not %d."
                        .formatted(r.paymentId(), r.expected(), r.attempt());
        };
    }

    @Override
    default Kind kind() {
        return switch (this) {
            case OrderNotFound _, PaymentNotFound _ -> Kind.NOT_FOUND;
            case WrongAmount _ -> Kind.INVALID;
            case OrderNotPayable _, WrongAttempt _, NotAuthorised _, NotCaptured _ -> Kind.CONFLICT;
            case AlreadyAuthorised _, AlreadyDeclined _, AlreadyVoided _, AlreadyCaptured _ -> Kind.CONFLICT;
        };
    }

    @Override
    default List<InvalidField> fields() {
        return this instanceof WrongAmount r
                ? List.of(new InvalidField("amount", r.expected().toString()))
                : List.of();
    }
}
