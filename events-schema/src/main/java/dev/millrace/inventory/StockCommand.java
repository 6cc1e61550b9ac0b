package dev.millrace.inventory;

import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import java.time.Instant;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.jspecify.annotations.Nullable;

/** What can be asked of stock. */
public sealed interface StockCommand {

    @Command(namespace = "millrace.inventory", name = "ReceiveStock")
    record ReceiveStock(
            Sku sku,
            WarehouseId warehouse,
            int quantity,
            @Nullable String reference) implements StockCommand {}

    @Command(namespace = "millrace.inventory", name = "AdjustStock")
    record AdjustStock(Sku sku, WarehouseId warehouse, int delta, String reason) implements StockCommand {}

    /** Reserves all lines of an order, or none. Repeating it changes nothing. */
    @Command(namespace = "millrace.inventory", name = "ReserveStock")
    record ReserveStock(OrderId orderId, Instant expiresAt) implements StockCommand {}

    /** Frees what the order still holds. Repeating it changes nothing. */
    @Command(namespace = "millrace.inventory", name = "ReleaseStock")
    record ReleaseStock(OrderId orderId, String reason) implements StockCommand {}

    /** Takes the goods of a shipped parcel out of the warehouses. Repeating it changes nothing. */
    @Command(namespace = "millrace.inventory", name = "ShipStock")
    record ShipStock(OrderId orderId, ParcelId parcelId) implements StockCommand {}
}
