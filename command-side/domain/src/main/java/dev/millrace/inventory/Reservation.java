package dev.millrace.inventory;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.OrderHold.Stage;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockRejection.OrderNotFound;
import dev.millrace.inventory.StockRejection.OrderNotReservable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reserves everything an order asks for, over all its SKUs at once, or nothing. */
final class Reservation {

    private Reservation() {}

    /** @param stock of all the order's SKUs */
    static Decision decide(ReserveStock command, OrderHold order, Map<Sku, SkuStock> stock) {
        if (order.stage() == Stage.UNPLACED) {
            return Decision.reject(new OrderNotFound(command.orderId()));
        }
        if (order.answered()) {
            return Decision.accept();
        }
        if (order.stage() != Stage.PENDING) {
            return Decision.reject(new OrderNotReservable(command.orderId()));
        }
        List<Shortage> shortages = new ArrayList<>();
        List<Allocation> allocations = new ArrayList<>();
        order.unitsWanted().forEach((sku, quantity) -> {
            SkuStock available = stock.getOrDefault(sku, SkuStock.none(sku));
            if (available.free() < quantity) {
                shortages.add(new Shortage(sku, quantity, available.free()));
            } else {
                allocate(available, quantity, allocations);
            }
        });
        return Decision.accept(
                shortages.isEmpty()
                        ? new StockReserved(command.orderId(), allocations, command.expiresAt())
                        : new StockReservationRefused(command.orderId(), shortages));
    }

    /**
     * Takes from the fullest warehouse first: where one can fill the SKU alone, that one can, and otherwise this splits
     * it over the fewest. Equal ones go by name, so that the same decision on the same state is the same.
     */
    private static void allocate(SkuStock stock, int quantity, List<Allocation> allocations) {
        List<Map.Entry<WarehouseId, StockLevel>> fullestFirst = stock.levels().entrySet().stream()
                .sorted(comparingLong((Map.Entry<WarehouseId, StockLevel> e) ->
                                -e.getValue().free())
                        .thenComparing(comparing(Map.Entry::getKey)))
                .toList();
        int missing = quantity;
        for (var entry : fullestFirst) {
            int taken = (int) Math.min(missing, entry.getValue().free());
            if (taken == 0) {
                return;
            }
            allocations.add(new Held(stock.sku(), entry.getKey(), taken).reservedFrom(entry.getValue()));
            missing -= taken;
        }
    }
}
