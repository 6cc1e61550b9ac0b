package dev.millrace.inventory;

import static dev.millrace.inventory.CatalogueBoundary.CATALOGUE;
import static dev.millrace.inventory.OrderHoldBoundary.ORDER_HOLD;
import static dev.millrace.inventory.SkuStockBoundary.SKU_STOCK;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockCommand.AdjustStock;
import dev.millrace.inventory.StockCommand.ReceiveStock;
import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockCommand.ShipStock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;

/** Handles the commands about stock. Stateless. */
public final class StockCommandHandler {

    private final Decisions decisions;

    public StockCommandHandler(Decisions decisions) {
        this.decisions = decisions;
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ReceiveStock command, ProcessingContext context) {
        return count(command.sku(), context, (catalogued, stock) -> StockCount.decide(command, catalogued, stock));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(AdjustStock command, ProcessingContext context) {
        return count(command.sku(), context, (catalogued, stock) -> StockCount.decide(command, catalogued, stock));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ReserveStock command, ProcessingContext context) {
        return decide(
                command.orderId(),
                context,
                order -> order.answered() ? Set.of() : order.unitsWanted().keySet(),
                (order, stock) -> Reservation.decide(command, order, stock));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ReleaseStock command, ProcessingContext context) {
        return decide(
                command.orderId(),
                context,
                order -> order.skusHeld(),
                (order, stock) -> Release.decide(command, order, stock));
    }

    @CommandHandler
    CompletableFuture<Decision> handle(ShipStock command, ProcessingContext context) {
        return decide(
                command.orderId(),
                context,
                order -> order.gone().contains(command.parcelId())
                        ? Set.of()
                        : order.unitsIn(command.parcelId()).keySet(),
                (order, stock) -> Dispatch.decide(command, order, stock));
    }

    private CompletableFuture<Decision> count(
            Sku sku, ProcessingContext context, BiFunction<Boolean, SkuStock, Decision> decision) {
        return decisions.decide(
                context,
                reads -> reads.read(CATALOGUE, sku)
                        .flatMap(catalogued ->
                                reads.read(SKU_STOCK, sku).map(stock -> decision.apply(catalogued, stock))));
    }

    private CompletableFuture<Decision> decide(
            OrderId orderId,
            ProcessingContext context,
            Function<OrderHold, Set<Sku>> skus,
            BiFunction<OrderHold, Map<Sku, SkuStock>, Decision> decision) {
        return decisions.decide(
                context,
                reads -> reads.read(ORDER_HOLD, orderId)
                        .flatMap(order -> reads.readAll(SKU_STOCK, skus.apply(order))
                                .map(stock -> decision.apply(order, stock))));
    }
}
