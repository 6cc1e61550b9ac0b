package dev.millrace.inventory;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.Sku;
import dev.millrace.inventory.OrderHold.Stage;
import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockRejection.OrderConfirmedAlready;
import dev.millrace.inventory.StockRejection.OrderNotFound;
import java.util.Map;

/** Frees what an order still holds: what was reserved for it and hasn't left. */
final class Release {

    private Release() {}

    /** @param stock of all the SKUs that the order holds */
    static Decision decide(ReleaseStock command, OrderHold order, Map<Sku, SkuStock> stock) {
        if (order.stage() == Stage.UNPLACED) {
            return Decision.reject(new OrderNotFound(command.orderId()));
        }
        if (order.held().isEmpty()) {
            return Decision.accept();
        }
        if (order.stage() == Stage.CONFIRMED) {
            return Decision.reject(new OrderConfirmedAlready(command.orderId()));
        }
        return Decision.accept(new StockReleased(
                command.orderId(),
                order.held().stream()
                        .map(held -> held.releasedTo(stock.getOrDefault(held.sku(), SkuStock.none(held.sku()))
                                .at(held.warehouse())))
                        .toList(),
                command.reason()));
    }
}
