package dev.millrace.payment;

import static dev.millrace.payment.OrderPaymentBoundary.ORDER_PAYMENT;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.payment.PaymentCommand.RecordAuthorisation;
import dev.millrace.payment.PaymentCommand.RecordCapture;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RecordFailedAttempt;
import dev.millrace.payment.PaymentCommand.RecordRefund;
import dev.millrace.payment.PaymentCommand.RecordVoid;
import dev.millrace.payment.PaymentCommand.RequestPayment;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;

/** Handles the commands of payments. Stateless. */
public final class PaymentCommandHandler {

    private final Decisions decisions;

    public PaymentCommandHandler(Decisions decisions) {
        this.decisions = decisions;
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RequestPayment command, ProcessingContext context) {
        return decide(command, context, state -> PaymentDecisions.decide(command, state));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RecordAuthorisation command, ProcessingContext context) {
        return decide(command, context, state -> PaymentDecisions.decide(command, state));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RecordCapture command, ProcessingContext context) {
        return decide(command, context, state -> PaymentDecisions.decide(command, state));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RecordDecline command, ProcessingContext context) {
        return decide(command, context, state -> PaymentDecisions.decide(command, state));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RecordFailedAttempt command, ProcessingContext context) {
        return decide(command, context, state -> PaymentDecisions.decide(command, state));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RecordVoid command, ProcessingContext context) {
        return decide(command, context, state -> PaymentDecisions.decide(command, state));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RecordRefund command, ProcessingContext context) {
        return decide(command, context, state -> PaymentDecisions.decide(command, state));
    }

    private CompletableFuture<Decision> decide(
            PaymentCommand command, ProcessingContext context, Function<OrderPayment, Decision> decision) {
        return decisions.decide(
                context, reads -> reads.read(ORDER_PAYMENT, command.orderId()).map(decision));
    }
}
