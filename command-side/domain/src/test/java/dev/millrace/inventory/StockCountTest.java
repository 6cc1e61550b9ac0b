package dev.millrace.inventory;

import static dev.millrace.domain.Samples.LAMP;
import static dev.millrace.domain.Samples.LEEDS;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.YORK;
import static dev.millrace.domain.Samples.allocation;
import static dev.millrace.domain.Samples.created;
import static dev.millrace.domain.Samples.received;
import static dev.millrace.domain.Samples.reserved;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;

import dev.millrace.domain.Scenario;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockCommand.AdjustStock;
import dev.millrace.inventory.StockCommand.ReceiveStock;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockCountTest {

    @Test
    void goods_that_arrive_add_to_their_warehouse() {
        given(created(MUG, "2.50"))
                .when(new ReceiveStock(MUG, LEEDS, 5, "PO-7"))
                .then(new StockReceived(MUG, LEEDS, 5, new StockLevel(5, 0), "PO-7"));
        given(created(MUG, "2.50"), received(MUG, LEEDS, 5), received(MUG, YORK, 2))
                .when(new ReceiveStock(MUG, LEEDS, 1_000_000, null))
                .then(new StockReceived(MUG, LEEDS, 1_000_000, new StockLevel(1_000_005, 0), null));
    }

    @Test
    void goods_that_arrive_leave_reservations_alone() {
        given(created(MUG, "2.50"), received(MUG, LEEDS, 5), reserved(allocation(MUG, LEEDS, 3, 5, 3)))
                .when(new ReceiveStock(MUG, LEEDS, 2, null))
                .then(received(MUG, LEEDS, 2, 7, 3));
    }

    @Test
    void what_was_never_a_product_has_no_stock() {
        given(created(LAMP, "9.00"))
                .when(new ReceiveStock(MUG, LEEDS, 5, null))
                .thenInvalid("inventory.product-not-found", "sku");
        given().when(new AdjustStock(MUG, LEEDS, 5, "count")).thenInvalid("inventory.product-not-found", "sku");
    }

    @Test
    void a_withdrawn_product_still_comes_back_and_is_counted() {
        Scenario withdrawn = given(created(MUG, "2.50"), new ProductWithdrawn(MUG, "no longer made"));
        withdrawn
                .when(new ReceiveStock(MUG, LEEDS, 5, "returned"))
                .then(new StockReceived(MUG, LEEDS, 5, new StockLevel(5, 0), "returned"));
        withdrawn
                .andGiven(received(MUG, LEEDS, 5))
                .when(new AdjustStock(MUG, LEEDS, -1, "broken"))
                .then(new StockAdjusted(MUG, LEEDS, -1, new StockLevel(4, 0), "broken"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_000_001, Integer.MIN_VALUE})
    void from_1_to_a_thousand_million_units_arrive_at_once(int quantity) {
        given().when(new ReceiveStock(MUG, LEEDS, quantity, null))
                .thenInvalid("inventory.invalid-quantity", "quantity");
    }

    @Test
    void a_thousand_million_units_arrive_at_once_and_again() {
        given(created(MUG, "2.50"), received(MUG, LEEDS, 1_000_000_000))
                .when(new ReceiveStock(MUG, LEEDS, 1_000_000_000, null))
                .then(received(MUG, LEEDS, 1_000_000_000, 2_000_000_000L, 0));
    }

    @Test
    void a_sku_lies_in_a_thousand_warehouses_at_most() {
        Object[] full = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> received(MUG, new WarehouseId("w-" + i), 1))
                .toArray();
        var scenario = given(full).andGiven(created(MUG, "2.50"));
        scenario.when(new ReceiveStock(MUG, LEEDS, 1, null)).thenRejected("inventory.too-many-warehouses", CONFLICT);
        scenario.when(new AdjustStock(MUG, LEEDS, 1, "count")).thenRejected("inventory.too-many-warehouses", CONFLICT);
        scenario.when(new ReceiveStock(MUG, new WarehouseId("w-7"), 1, null))
                .then(received(MUG, new WarehouseId("w-7"), 1, 2, 0));
    }

    @Test
    void stock_has_a_limit_over_all_warehouses() {
        long nearlyAll = StockCount.MOST_ON_HAND - 1;
        given(created(MUG, "2.50"), received(MUG, YORK, 1, nearlyAll, 0))
                .when(new ReceiveStock(MUG, LEEDS, 1, null))
                .then(received(MUG, LEEDS, 1));
        given(created(MUG, "2.50"), received(MUG, YORK, 1, nearlyAll, 0))
                .when(new ReceiveStock(MUG, LEEDS, 2, null))
                .thenRejected("inventory.too-much-stock", CONFLICT);
        given(created(MUG, "2.50"), received(MUG, YORK, 1, nearlyAll, 0))
                .when(new AdjustStock(MUG, LEEDS, 2, "count"))
                .thenRejected("inventory.too-much-stock", CONFLICT);
    }

    @Test
    void a_count_corrects_the_books_both_ways() {
        given(created(MUG, "2.50"), received(MUG, LEEDS, 5))
                .when(new AdjustStock(MUG, LEEDS, -5, "count"))
                .then(new StockAdjusted(MUG, LEEDS, -5, new StockLevel(0, 0), "count"));
        given(created(MUG, "2.50"))
                .when(new AdjustStock(MUG, LEEDS, 3, "count"))
                .then(new StockAdjusted(MUG, LEEDS, 3, new StockLevel(3, 0), "count"));
    }

    @Test
    void a_count_never_takes_what_is_reserved() {
        given(created(MUG, "2.50"), received(MUG, LEEDS, 5), reserved(allocation(MUG, LEEDS, 3, 5, 3)))
                .when(new AdjustStock(MUG, LEEDS, -2, "count"))
                .then(new StockAdjusted(MUG, LEEDS, -2, new StockLevel(3, 3), "count"));
        given(created(MUG, "2.50"), received(MUG, LEEDS, 5), reserved(allocation(MUG, LEEDS, 3, 5, 3)))
                .when(new AdjustStock(MUG, LEEDS, -3, "count"))
                .thenRejected("inventory.below-reserved", CONFLICT);
        given(created(MUG, "2.50"))
                .when(new AdjustStock(MUG, LEEDS, -1_000_000_000, "count"))
                .thenRejected("inventory.below-reserved", CONFLICT);
    }

    @Test
    void a_count_that_finds_no_difference_or_gives_no_reason_is_none() {
        for (int delta : List.of(0, 1_000_000_001, -1_000_000_001, Integer.MIN_VALUE)) {
            given().when(new AdjustStock(MUG, LEEDS, delta, "count")).thenInvalid("inventory.invalid-delta", "delta");
        }
        given().when(new AdjustStock(MUG, LEEDS, 1, " ")).thenInvalid("inventory.invalid-reason", "reason");
        given().when(new ReceiveStock(MUG, LEEDS, 1, "x".repeat(201)))
                .thenInvalid("inventory.invalid-reference", "reference");
    }
}
