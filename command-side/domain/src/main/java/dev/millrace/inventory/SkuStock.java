package dev.millrace.inventory;

import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A SKU's levels. Events tell the level they lead to, so folding takes it over and never counts. */
record SkuStock(Sku sku, Map<WarehouseId, StockLevel> levels) {

    SkuStock {
        levels = Map.copyOf(levels);
    }

    static SkuStock none(Sku sku) {
        return new SkuStock(sku, Map.of());
    }

    StockLevel at(WarehouseId warehouse) {
        return levels.getOrDefault(warehouse, StockLevel.NONE);
    }

    long free() {
        return levels.values().stream().mapToLong(StockLevel::free).sum();
    }

    long onHand() {
        return levels.values().stream().mapToLong(StockLevel::onHand).sum();
    }

    SkuStock evolve(StockEvent event) {
        return switch (event) {
            case StockReceived e -> with(Map.of(e.warehouse(), e.after()));
            case StockAdjusted e -> with(Map.of(e.warehouse(), e.after()));
            case OrderStockEvent e -> with(levelsAfter(e.allocations()));
            case StockReservationRefused _ -> this;
        };
    }

    /** An order moves many SKUs in one event; only this one's allocations count here. */
    private Map<WarehouseId, StockLevel> levelsAfter(List<Allocation> allocations) {
        Map<WarehouseId, StockLevel> after = new HashMap<>();
        for (Allocation allocation : allocations) {
            if (allocation.sku().equals(sku)) {
                after.put(allocation.warehouse(), allocation.after());
            }
        }
        return after;
    }

    private SkuStock with(Map<WarehouseId, StockLevel> changed) {
        Map<WarehouseId, StockLevel> all = new HashMap<>(levels);
        all.putAll(changed);
        return new SkuStock(sku, all);
    }
}
