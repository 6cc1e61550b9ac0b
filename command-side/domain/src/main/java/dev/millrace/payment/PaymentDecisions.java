package dev.millrace.payment;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.payment.PaymentCommand.RecordAuthorisation;
import dev.millrace.payment.PaymentCommand.RecordCapture;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RecordFailedAttempt;
import dev.millrace.payment.PaymentCommand.RecordRefund;
import dev.millrace.payment.PaymentCommand.RecordVoid;
import dev.millrace.payment.PaymentCommand.RequestPayment;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.payment.PaymentRejection.AlreadyAuthorised;
import dev.millrace.payment.PaymentRejection.AlreadyCaptured;
import dev.millrace.payment.PaymentRejection.AlreadyDeclined;
import dev.millrace.payment.PaymentRejection.AlreadyVoided;
import dev.millrace.payment.PaymentRejection.NotAuthorised;
import dev.millrace.payment.PaymentRejection.NotCaptured;
import dev.millrace.payment.PaymentRejection.OrderNotFound;
import dev.millrace.payment.PaymentRejection.OrderNotPayable;
import dev.millrace.payment.PaymentRejection.PaymentNotFound;
import dev.millrace.payment.PaymentRejection.WrongAmount;
import dev.millrace.payment.PaymentRejection.WrongAttempt;
import java.util.function.Function;
import org.joda.money.Money;

/**
 * What may become of a payment. The order's state decides whether a payment begins, and nothing after that: what the
 * gateway did is recorded even if the order has been cancelled meanwhile, so that the money is given back.
 */
final class PaymentDecisions {

    private PaymentDecisions() {}

    static Decision decide(RequestPayment command, OrderPayment state) {
        if (state.total() == null) {
            return Decision.reject(new OrderNotFound(command.orderId()));
        }
        if (state.payment() != null) {
            return Decision.settled();
        }
        if (!state.pending() || !state.reserved()) {
            return Decision.reject(new OrderNotPayable(command.orderId()));
        }
        return ofAmount(
                state.total(),
                command.amount(),
                new PaymentRequested(command.paymentId(), command.orderId(), command.amount(), command.token()));
    }

    static Decision decide(RecordAuthorisation command, OrderPayment state) {
        return of(command, state, payment -> {
            if (command.gatewayReference().equals(payment.authorisation())) {
                return Decision.settled();
            }
            if (payment.voided()) {
                return Decision.reject(new AlreadyVoided(payment.id()));
            }
            // A decline stands even if it was only silence: the process voids what the gateway may have done unheard.
            if (payment.decline() != null) {
                return Decision.reject(new AlreadyDeclined(payment.id()));
            }
            return payment.authorisation() != null
                    ? Decision.reject(new AlreadyAuthorised(payment.id()))
                    : ofAmount(
                            payment.amount(),
                            command.amount(),
                            new PaymentAuthorised(
                                    payment.id(), command.orderId(), command.amount(), command.gatewayReference()));
        });
    }

    static Decision decide(RecordDecline command, OrderPayment state) {
        return of(command, state, payment -> {
            if (payment.decline() != null) {
                return Decision.settled();
            }
            return payment.authorisation() != null
                    ? Decision.reject(new AlreadyAuthorised(payment.id()))
                    : Decision.accept(
                            new PaymentDeclined(payment.id(), command.orderId(), command.code(), command.detail()));
        });
    }

    static Decision decide(RecordCapture command, OrderPayment state) {
        return of(command, state, payment -> {
            if (payment.captured()) {
                return Decision.settled();
            }
            if (payment.voided()) {
                return Decision.reject(new AlreadyVoided(payment.id()));
            }
            if (payment.decline() != null) {
                return Decision.reject(new AlreadyDeclined(payment.id()));
            }
            return payment.authorisation() == null
                    ? Decision.reject(new NotAuthorised(payment.id()))
                    : ofAmount(
                            payment.amount(),
                            command.amount(),
                            new PaymentCaptured(payment.id(), command.orderId(), command.amount()));
        });
    }

    static Decision decide(RecordVoid command, OrderPayment state) {
        return of(command, state, payment -> {
            if (payment.voided()) {
                return Decision.settled();
            }
            if (payment.captured()) {
                return Decision.reject(new AlreadyCaptured(payment.id()));
            }
            if (payment.authorisation() != null || payment.silent()) {
                return Decision.accept(new PaymentVoided(payment.id(), command.orderId(), command.reason()));
            }
            return Decision.reject(
                    payment.decline() != null ? new AlreadyDeclined(payment.id()) : new NotAuthorised(payment.id()));
        });
    }

    static Decision decide(RecordRefund command, OrderPayment state) {
        return of(command, state, payment -> {
            if (payment.refunded()) {
                return Decision.settled();
            }
            return payment.captured()
                    ? ofAmount(
                            payment.amount(),
                            command.amount(),
                            new PaymentRefunded(payment.id(), command.orderId(), command.amount(), command.reason()))
                    : Decision.reject(new NotCaptured(payment.id()));
        });
    }

    static Decision decide(RecordFailedAttempt command, OrderPayment state) {
        return of(command, state, payment -> {
            int next = payment.failures(command.operation()) + 1;
            if (payment.answered(command.operation()) || (command.attempt() >= 1 && command.attempt() < next)) {
                return Decision.settled();
            }
            return command.attempt() == next
                    ? Decision.accept(new PaymentAttemptFailed(
                            payment.id(),
                            command.orderId(),
                            command.operation(),
                            command.attempt(),
                            command.reason(),
                            command.retryAt()))
                    : Decision.reject(new WrongAttempt(payment.id(), command.operation(), next, command.attempt()));
        });
    }

    private static Decision of(PaymentCommand command, OrderPayment state, Function<Payment, Decision> decision) {
        Payment payment = state.payment();
        return payment != null && payment.id().equals(command.paymentId())
                ? decision.apply(payment)
                : Decision.reject(new PaymentNotFound(command.paymentId()));
    }

    private static Decision ofAmount(Money expected, Money amount, PaymentEvent event) {
        return amount.equals(expected) ? Decision.accept(event) : Decision.reject(new WrongAmount(expected, amount));
    }
}
