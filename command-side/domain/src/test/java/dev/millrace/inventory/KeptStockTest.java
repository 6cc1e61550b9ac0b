package dev.millrace.inventory;

import static dev.millrace.inventory.SkuStockBoundary.SKU_STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.schema.EventJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptStockTest {

    @Test
    void a_state_that_was_kept_comes_back_as_it_was() {
        SkuStock stock = new SkuStock(
                new Sku("LAMP-1"),
                Map.of(
                        new WarehouseId("london"), new StockLevel(10, 3),
                        new WarehouseId("leeds"), new StockLevel(0, 0)));

        byte[] kept = EventJson.mapper().writeValueAsBytes(stock);

        assertThat(EventJson.mapper().readValue(kept, SKU_STOCK.snapshotting().type()))
                .isEqualTo(stock);
    }
}
