package dev.millrace.inventory;

import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The newest level of each SKU and warehouse that some events tell of. Not thread-safe. */
public final class StockLevels {
    private final Map<Sku, Map<WarehouseId, WarehouseStock>> levels = new LinkedHashMap<>();

    /** In any order: of two levels of a warehouse, the one with the higher position counts. */
    public void add(long position, StockEvent event) {
        switch (event) {
            case StockReceived received -> add(position, received.sku(), received.warehouse(), received.after());
            case StockAdjusted adjusted -> add(position, adjusted.sku(), adjusted.warehouse(), adjusted.after());
            case OrderStockEvent moved -> {
                for (Allocation it : moved.allocations()) {
                    add(position, it.sku(), it.warehouse(), it.after());
                }
            }
            case StockReservationRefused refused -> {
                // Nothing moved.
            }
        }
    }

    private void add(long position, Sku sku, WarehouseId warehouse, StockLevel after) {
        add(sku, warehouse, new WarehouseStock(position, after.onHand(), after.reserved()));
    }

    /** Of two levels by the same event, which an order with a SKU on several lines has, the later one counts. */
    private void add(Sku sku, WarehouseId warehouse, WarehouseStock level) {
        levels.computeIfAbsent(sku, it -> new LinkedHashMap<>())
                .merge(warehouse, level, (known, next) -> next.position() >= known.position() ? next : known);
    }

    /** What is known already of a SKU. */
    public void add(Sku sku, Map<String, WarehouseStock> known) {
        known.forEach((warehouse, level) -> add(sku, new WarehouseId(warehouse), level));
    }

    public Set<Sku> skus() {
        return levels.keySet();
    }

    /** By warehouse; empty if nothing is known of the SKU. */
    public Map<String, WarehouseStock> of(Sku sku) {
        Map<String, WarehouseStock> byName = new LinkedHashMap<>();
        levels.getOrDefault(sku, Map.of()).forEach((warehouse, level) -> byName.put(warehouse.value(), level));
        return byName;
    }
}
