package dev.millrace.order;

import static dev.millrace.order.OrderBoundary.ORDER;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.order.OrderCommand.CancelOrder;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderCommand.DeliverParcel;
import dev.millrace.order.OrderCommand.RejectOrder;
import dev.millrace.order.OrderCommand.ShipOrder;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;

/** Handles the commands of orders. Stateless. */
public final class OrderCommandHandler {

    private final Decisions decisions;

    public OrderCommandHandler(Decisions decisions) {
        this.decisions = decisions;
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ConfirmOrder command, ProcessingContext context) {
        return decide(command, context, order -> OrderFate.decide(command, order));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(RejectOrder command, ProcessingContext context) {
        return decide(command, context, order -> OrderFate.decide(command, order));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(CancelOrder command, ProcessingContext context) {
        return decide(command, context, order -> OrderFate.decide(command, order));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ShipOrder command, ProcessingContext context) {
        return decide(command, context, order -> Fulfilment.decide(command, order));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(DeliverParcel command, ProcessingContext context) {
        return decide(command, context, order -> Fulfilment.decide(command, order));
    }

    private CompletableFuture<Decision> decide(
            OrderCommand command, ProcessingContext context, Function<OrderState, Decision> decision) {
        return decisions.decide(
                context, reads -> reads.read(ORDER, command.orderId()).map(decision));
    }
}
