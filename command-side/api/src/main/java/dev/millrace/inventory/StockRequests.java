package dev.millrace.inventory;

import dev.millrace.commandside.Text;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Bodies of requests about stock. */
interface StockRequests {

    /** @param reference the supplier's, or whatever helps to find the delivery again */
    record Receipt(
            @NotNull Sku sku,
            @NotNull WarehouseId warehouse,

            @NotNull(message = QUANTITY)
            @Min(value = 1, message = QUANTITY)
            @Max(value = 1_000_000_000, message = QUANTITY)
            Integer quantity,

            @Text(min = 0, max = 200) @Nullable String reference) {

        private static final String QUANTITY = "must be a whole number from 1 to 1000000000";

        StockCommand command() {
            return new StockCommand.ReceiveStock(sku, warehouse, quantity, reference);
        }
    }

    /** @param delta units found more, or fewer if negative, than the books say */
    record Adjustment(
            @NotNull Sku sku,
            @NotNull WarehouseId warehouse,

            @NotNull(message = DELTA)
            @Min(value = -1_000_000_000, message = DELTA)
            @Max(value = 1_000_000_000, message = DELTA)
            Integer delta,

            @Text(max = 500) String reason) {

        private static final String DELTA = "must be a whole number from -1000000000 to 1000000000, other than 0";

        StockCommand command() {
            return new StockCommand.AdjustStock(sku, warehouse, delta, reason);
        }
    }
}
