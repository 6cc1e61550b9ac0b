package dev.millrace.inventory;

import dev.millrace.commandside.Batches;
import dev.millrace.commandside.Text;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

    /** @param receipts each is read by itself */
    record Receipts(
            @NotNull(message = LIST)
            @Size(min = 1, max = Batches.MOST_ENTRIES, message = LIST)
            @ArraySchema(schema = @Schema(implementation = Receipt.class))
            List<JsonNode> receipts) {

        private static final String LIST = "must be a list of 1 to 500 receipts";
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
