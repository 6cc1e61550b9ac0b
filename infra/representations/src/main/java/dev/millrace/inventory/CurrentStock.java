package dev.millrace.inventory;

import dev.millrace.eventstore.Tag;
import dev.millrace.id.Sku;
import dev.millrace.representation.Known;
import dev.millrace.representation.LiveStore;
import dev.millrace.representation.LogFolds;
import dev.millrace.representation.Newness;
import dev.millrace.representation.RecordedEvent;
import dev.millrace.representation.Represented;
import dev.millrace.representation.Thing;
import dev.millrace.schema.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Stock as clients see it, no older than the log. Non-blocking, thread-safe. */
public final class CurrentStock {

    private final LiveStore live;
    private final LogFolds log;

    public CurrentStock(LiveStore live, LogFolds log) {
        this.live = live;
        this.log = log;
    }

    /**
     * @return empty if there never was any of the SKU
     */
    public Mono<Represented<StockResponse>> stock(Sku sku, Newness newness) {
        return levels(sku, newness).filter(levels -> !levels.isEmpty()).map(levels -> {
            StockResponse stock = StockResponse.of(sku.value(), levels);
            return new Represented<>(stock, stock.version());
        });
    }

    /** By warehouse; none if there never was any of the SKU. */
    public Mono<Map<String, WarehouseStock>> levels(Sku sku, Newness newness) {
        // Each warehouse has a position of its own, and what isn't there has none: complete is what all of the view is.
        Mono<Known<Map<String, WarehouseStock>>> known = live.hash(WarehouseStock.KIND, sku, WarehouseStock.class);
        return log.of(new Stock(sku), known, newness).defaultIfEmpty(Map.of());
    }

    private record Stock(Sku sku) implements Thing<Map<String, WarehouseStock>> {

        @Override
        public Tag tag() {
            return Tag.of(Tags.SKU, sku.value());
        }

        @Override
        public Map<String, WarehouseStock> evolve(@Nullable Map<String, WarehouseStock> known, RecordedEvent event) {
            StockLevels levels = new StockLevels();
            levels.add(sku, known == null ? Map.of() : known);
            if (event.event() instanceof StockEvent moved) {
                levels.add(event.position(), moved);
            }
            return levels.of(sku);
        }
    }
}
