package dev.millrace.inventory;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.Sku;
import dev.millrace.inventory.OrderHold.Stage;
import dev.millrace.inventory.StockCommand.ShipStock;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.inventory.StockRejection.NotReserved;
import dev.millrace.inventory.StockRejection.OrderNotFound;
import dev.millrace.inventory.StockRejection.ParcelNotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes a parcel's goods out of the warehouses where its order holds them. */
final class Dispatch {

    private Dispatch() {}

    /** @param stock of all the SKUs in the parcel */
    static Decision decide(ShipStock command, OrderHold order, Map<Sku, SkuStock> stock) {
        if (order.stage() == Stage.UNPLACED) {
            return Decision.reject(new OrderNotFound(command.orderId()));
        }
        if (!order.parcels().containsKey(command.parcelId())) {
            return Decision.reject(new ParcelNotFound(command.orderId(), command.parcelId()));
        }
        if (order.gone().contains(command.parcelId())) {
            return Decision.accept();
        }
        Map<Sku, List<Held>> held = order.held().stream().collect(Collectors.groupingBy(Held::sku));
        List<Allocation> allocations = new ArrayList<>();
        for (var content : order.unitsIn(command.parcelId()).entrySet()) {
            Sku sku = content.getKey();
            SkuStock level = stock.getOrDefault(sku, SkuStock.none(sku));
            int missing = content.getValue();
            for (Held place : held.getOrDefault(sku, List.of())) {
                int taken = Math.min(missing, place.quantity());
                if (taken > 0) {
                    allocations.add(new Held(sku, place.warehouse(), taken).shippedFrom(level.at(place.warehouse())));
                    missing -= taken;
                }
            }
            if (missing > 0) {
                int quantity = content.getValue();
                return Decision.reject(new NotReserved(command.orderId(), sku, quantity, quantity - missing));
            }
        }
        return Decision.accept(new StockShipped(command.orderId(), command.parcelId(), allocations));
    }
}
