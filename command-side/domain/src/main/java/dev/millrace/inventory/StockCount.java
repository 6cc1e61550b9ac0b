package dev.millrace.inventory;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockCommand.AdjustStock;
import dev.millrace.inventory.StockCommand.ReceiveStock;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockRejection.BelowReserved;
import dev.millrace.inventory.StockRejection.Invalid;
import dev.millrace.inventory.StockRejection.ProductNotFound;
import dev.millrace.inventory.StockRejection.TooManyWarehouses;
import dev.millrace.inventory.StockRejection.TooMuchStock;
import dev.millrace.schema.Wording;

/** Goods that arrive, and counts that correct the books. */
final class StockCount {

    /** Of one SKU in all warehouses: far from where sums of levels could overflow. */
    static final long MOST_ON_HAND = 1_000_000_000_000L;

    private static final int MOST_WAREHOUSES = 1_000;
    private static final int MOST_AT_ONCE = 1_000_000_000;
    private static final int LONGEST_REFERENCE = 200;
    private static final int LONGEST_REASON = 500;

    private StockCount() {}

    /** @param catalogued whether the SKU is a product's, withdrawn or not */
    static Decision decide(ReceiveStock command, boolean catalogued, SkuStock stock) {
        int quantity = command.quantity();
        if (quantity < 1 || quantity > MOST_AT_ONCE) {
            return Decision.reject(new Invalid("quantity", "a whole number from 1 to %d".formatted(MOST_AT_ONCE)));
        }
        if (command.reference() != null && !Wording.mayStand(command.reference(), LONGEST_REFERENCE)) {
            return Decision.reject(
                    new Invalid("reference", "at most %d characters, not all blank".formatted(LONGEST_REFERENCE)));
        }
        if (!catalogued) {
            return Decision.reject(new ProductNotFound(command.sku()));
        }
        if (stock.onHand() + quantity > MOST_ON_HAND) {
            return Decision.reject(new TooMuchStock(command.sku(), MOST_ON_HAND));
        }
        if (isOneTooMany(command.warehouse(), stock)) {
            return Decision.reject(new TooManyWarehouses(command.sku(), MOST_WAREHOUSES));
        }
        StockLevel level = stock.at(command.warehouse());
        return Decision.accept(new StockReceived(
                command.sku(),
                command.warehouse(),
                quantity,
                new StockLevel(level.onHand() + quantity, level.reserved()),
                command.reference()));
    }

    /** @param catalogued whether the SKU is a product's, withdrawn or not */
    static Decision decide(AdjustStock command, boolean catalogued, SkuStock stock) {
        int delta = command.delta();
        if (delta == 0 || delta < -MOST_AT_ONCE || delta > MOST_AT_ONCE) {
            return Decision.reject(
                    new Invalid("delta", "a whole number from -%1$d to %1$d, other than 0".formatted(MOST_AT_ONCE)));
        }
        if (!Wording.says(command.reason(), LONGEST_REASON)) {
            return Decision.reject(
                    new Invalid("reason", "1 to %d characters, not all blank".formatted(LONGEST_REASON)));
        }
        if (!catalogued) {
            return Decision.reject(new ProductNotFound(command.sku()));
        }
        StockLevel level = stock.at(command.warehouse());
        long onHand = level.onHand() + delta;
        if (onHand < level.reserved()) {
            return Decision.reject(new BelowReserved(command.sku(), command.warehouse(), delta, level));
        }
        if (stock.onHand() + delta > MOST_ON_HAND) {
            return Decision.reject(new TooMuchStock(command.sku(), MOST_ON_HAND));
        }
        if (isOneTooMany(command.warehouse(), stock)) {
            return Decision.reject(new TooManyWarehouses(command.sku(), MOST_WAREHOUSES));
        }
        return Decision.accept(new StockAdjusted(
                command.sku(), command.warehouse(), delta, new StockLevel(onHand, level.reserved()), command.reason()));
    }

    private static boolean isOneTooMany(WarehouseId warehouse, SkuStock stock) {
        return stock.levels().size() >= MOST_WAREHOUSES && !stock.levels().containsKey(warehouse);
    }
}
