package dev.millrace.inventory;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.eventstore.decision.Snapshotting;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** Everything that moves one SKU's stock, in whichever warehouse. */
final class SkuStockBoundary implements Boundary<Sku, SkuStock> {

    static final SkuStockBoundary SKU_STOCK = new SkuStockBoundary();

    private static final Snapshotting<SkuStock> KEPT = Snapshotting.of(SkuStock.class, "1");

    private SkuStockBoundary() {}

    @Override
    public String name() {
        return "sku-stock";
    }

    @Override
    public Tag tag(Sku sku) {
        return Tag.of(Tags.SKU, sku.value());
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(
                StockReceived.class, StockAdjusted.class, StockReserved.class, StockReleased.class, StockShipped.class);
    }

    @Override
    public Collection<Sku> keysOf(Object event) {
        return ((StockEvent) event).skus();
    }

    @Override
    public SkuStock initial(Sku sku) {
        return SkuStock.none(sku);
    }

    @Override
    public SkuStock evolve(SkuStock stock, Object event) {
        return stock.evolve((StockEvent) event);
    }

    /** Those that sell well see thousands of events a day. */
    @Override
    public Snapshotting<SkuStock> snapshotting() {
        return KEPT;
    }
}
