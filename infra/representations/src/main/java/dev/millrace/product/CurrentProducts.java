package dev.millrace.product;

import dev.millrace.eventstore.Tag;
import dev.millrace.id.Sku;
import dev.millrace.inventory.CurrentStock;
import dev.millrace.inventory.WarehouseStock;
import dev.millrace.representation.Known;
import dev.millrace.representation.LogFolds;
import dev.millrace.representation.Newness;
import dev.millrace.representation.RecordedEvent;
import dev.millrace.representation.Represented;
import dev.millrace.representation.Thing;
import dev.millrace.schema.Tags;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Products as clients see them, no older than the log. Non-blocking, thread-safe. */
public final class CurrentProducts {

    private final LogFolds log;
    private final CurrentStock stock;

    public CurrentProducts(LogFolds log, CurrentStock stock) {
        this.log = log;
        this.stock = stock;
    }

    /**
     * @param document what the index has of it; empty if nothing
     * @return empty if there never was such a product, though there be stock of the SKU
     */
    public Mono<Represented<ProductResponse>> product(Sku sku, Mono<ProductDocument> document, Newness newness) {
        Mono<ProductDocument> product =
                log.of(new Product(sku), document.map(known -> new Known<>(known, known.productPosition())), newness);
        return Mono.zip(
                        product.filter(found -> found.name() != null),
                        stock.levels(sku, newness),
                        CurrentProducts::whole)
                .map(whole -> new Represented<>(ProductResponse.of(whole), version(whole)));
    }

    private static ProductDocument whole(ProductDocument product, Map<String, WarehouseStock> levels) {
        return product.with(new TreeMap<>(levels)
                .entrySet().stream()
                        .map(entry -> new ProductStock(
                                entry.getKey(),
                                entry.getValue().onHand(),
                                entry.getValue().reserved(),
                                entry.getValue().position()))
                        .toList());
    }

    /** The part of a version that is the product's own, whatever its stock does. */
    public static String own(String version) {
        int end = version.indexOf('-');
        return end < 0 ? version : version.substring(0, end);
    }

    /** What the product is comes first, then its stock, of which each warehouse has a position of its own. */
    private static String version(ProductDocument product) {
        return product.productPosition() + "-"
                + Integer.toHexString(product.stock().stream()
                        .map(ProductStock::position)
                        .toList()
                        .hashCode());
    }

    private record Product(Sku sku) implements Thing<ProductDocument> {

        @Override
        public Tag tag() {
            return Tag.of(Tags.PRODUCT, sku.value());
        }

        @Override
        public @Nullable ProductDocument evolve(@Nullable ProductDocument document, RecordedEvent event) {
            return event.event() instanceof ProductEvent its
                    ? ProductFold.product(
                            document == null ? ProductDocument.blank(sku.value()) : document,
                            its,
                            event.position(),
                            event.time())
                    : document;
        }
    }
}
