package dev.millrace.product;

import static dev.millrace.product.ProductBoundary.PRODUCT;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.product.ProductCommand.CreateProduct;
import dev.millrace.product.ProductCommand.DescribeProduct;
import dev.millrace.product.ProductCommand.PriceProduct;
import dev.millrace.product.ProductCommand.WithdrawProduct;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;

/** Handles the commands of products. Stateless. */
public final class ProductCommandHandler {

    private final Decisions decisions;

    public ProductCommandHandler(Decisions decisions) {
        this.decisions = decisions;
    }

    @CommandHandler
    CompletableFuture<Decision> handle(CreateProduct command, ProcessingContext context) {
        return decide(command, context, product -> ProductDecisions.decide(command, product));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(DescribeProduct command, ProcessingContext context) {
        return decide(command, context, product -> ProductDecisions.decide(command, product));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(PriceProduct command, ProcessingContext context) {
        return decide(command, context, product -> ProductDecisions.decide(command, product));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(WithdrawProduct command, ProcessingContext context) {
        return decide(command, context, product -> ProductDecisions.decide(command, product));
    }

    private CompletableFuture<Decision> decide(
            ProductCommand command, ProcessingContext context, Function<ProductState, Decision> decision) {
        return decisions.decide(
                context, reads -> reads.read(PRODUCT, command.sku()).map(decision));
    }
}
