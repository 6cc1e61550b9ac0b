package dev.millrace.inventory;

import dev.millrace.http.EventPosition;
import dev.millrace.id.Sku;
import dev.millrace.reading.LiveStore;
import dev.millrace.reading.ReadModelProblems;
import dev.millrace.reading.ReadYourWrites;
import dev.millrace.readmodels.Projection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Stock")
class StockViewController {

    private final LiveStore live;
    private final ReadYourWrites readYourWrites;

    StockViewController(LiveStore live, ReadYourWrites readYourWrites) {
        this.live = live;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/stock/{sku}")
    @Operation(summary = "Stock of a SKU, per warehouse and in total")
    Mono<ResponseEntity<StockResponse>> stock(
            @PathVariable Sku sku,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        Mono<Map<String, WarehouseStock>> stock = live.hash(keys -> keys.stock(sku), WarehouseStock.class);
        return readYourWrites
                .entity(Projection.LIVE, min, stock, StockViewController::complete)
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("stock", sku.value()).exception()))
                .map(levels -> StockResponse.of(sku.value(), levels))
                .map(response -> ResponseEntity.ok().eTag(response.version()).body(response));
    }

    /** Each warehouse is known to its own position, so all of them together to the least. */
    private static long complete(Map<String, WarehouseStock> stock) {
        return stock.values().stream().mapToLong(WarehouseStock::position).min().orElse(0);
    }
}
