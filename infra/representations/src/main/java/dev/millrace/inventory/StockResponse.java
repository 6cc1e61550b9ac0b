package dev.millrace.inventory;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

@Schema(name = "Stock", description = "Units of a SKU, in all warehouses together and in each")
public record StockResponse(
        String sku,
        @Schema(description = "Reserved ones included") long onHand,
        @Schema(description = "Promised to orders") long reserved,
        @Schema(description = "Can still be ordered") long free,
        List<InWarehouse> warehouses) {

    @Schema(name = "WarehouseStock")
    public record InWarehouse(
            String warehouse,
            long onHand,
            long reserved,
            long free,

            @Schema(description = "Of the event that led to it")
            long position) {}

    static StockResponse of(String sku, Map<String, WarehouseStock> stock) {
        List<InWarehouse> warehouses = new TreeMap<>(stock)
                .entrySet().stream()
                        .map(entry -> new InWarehouse(
                                entry.getKey(),
                                entry.getValue().onHand(),
                                entry.getValue().reserved(),
                                entry.getValue().free(),
                                entry.getValue().position()))
                        .toList();
        return new StockResponse(
                sku,
                warehouses.stream().mapToLong(InWarehouse::onHand).sum(),
                warehouses.stream().mapToLong(InWarehouse::reserved).sum(),
                warehouses.stream().mapToLong(InWarehouse::free).sum(),
                warehouses);
    }

    /** Changes with each warehouse's position: the greatest alone would not, since orders overtake one another on the bus. */
    String version() {
        return Integer.toHexString(
                warehouses.stream().map(InWarehouse::position).toList().hashCode());
    }
}
