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

    /** How many allocations an order may hold: an event that lists them all, names at their longest, is half of what the bus carries. */
    static final int MOST_ALLOCATIONS = 20_000;

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
            List<Allocation> taken = allocate(available, quantity, MOST_ALLOCATIONS - allocations.size());
            long units = taken.stream().mapToLong(Allocation::quantity).sum();
            if (units < quantity) {
                shortages.add(new Shortage(sku, quantity, units));
            } else {
                allocations.addAll(taken);
            }
        });
        return Decision.accept(
                shortages.isEmpty()
                        ? new StockReserved(command.orderId(), allocations, command.expiresAt())
                        : new StockReservationRefused(command.orderId(), shortages));
    }

    /**
     * Takes from the fullest warehouse first: where one can fill the SKU alone, that one can, and otherwise this splits
     * it over the fewest. Equal ones go by name, so that the same decision on the same state is the same. What lies in more
     * warehouses than there is room for is not to be had.
     */
    private static List<Allocation> allocate(SkuStock stock, int quantity, int room) {
        List<Allocation> allocations = new ArrayList<>();
        List<Map.Entry<WarehouseId, StockLevel>> fullestFirst = stock.levels().entrySet().stream()
                .sorted(comparingLong((Map.Entry<WarehouseId, StockLevel> e) ->
                                -e.getValue().free())
                        .thenComparing(comparing(Map.Entry::getKey)))
                .toList();
        int missing = quantity;
        for (var entry : fullestFirst) {
            int taken = (int) Math.min(missing, entry.getValue().free());
            if (taken == 0 || allocations.size() == room) {
                break;
            }
            allocations.add(new Held(stock.sku(), entry.getKey(), taken).reservedFrom(entry.getValue()));
            missing -= taken;
        }
        return allocations;
    }
}
