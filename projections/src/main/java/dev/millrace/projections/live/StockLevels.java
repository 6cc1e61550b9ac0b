package dev.millrace.projections.live;

import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.Allocation;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockLevel;
import dev.millrace.inventory.WarehouseStock;
import dev.millrace.readmodels.LiveKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The newest level of each SKU and warehouse that a batch tells of. */
final class StockLevels {
    private final Map<Sku, Map<WarehouseId, WarehouseStock>> levels = new LinkedHashMap<>();

    void add(long position, StockEvent event) {
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

    /** Of two levels by the same event, which an order with a SKU on several lines has, the later one counts. */
    private void add(long position, Sku sku, WarehouseId warehouse, StockLevel after) {
        levels.computeIfAbsent(sku, it -> new LinkedHashMap<>())
                .merge(
                        warehouse,
                        new WarehouseStock(position, after.onHand(), after.reserved()),
                        (known, next) -> next.position() >= known.position() ? next : known);
    }

    Set<Sku> skus() {
        return levels.keySet();
    }

    /** Fields and values for each key of a hash. */
    Map<String, Map<String, String>> byKey(LiveKeys keys) {
        Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
        levels.forEach((sku, warehouses) -> {
            Map<String, String> fields = new LinkedHashMap<>();
            warehouses.forEach((warehouse, level) -> fields.put(warehouse.value(), ViewJson.write(level)));
            byKey.put(keys.stock(sku), fields);
        });
        return byKey;
    }
}
