package dev.millrace.product;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product in Elasticsearch; its SKU is the document's id. It has two halves that are kept independently: what the
 * product is ({@code productPosition}), and its stock ({@code stockPosition}).
 *
 * @param listed whether to show it in searches: it was created and isn't withdrawn. Stock may be known before
 *     the product is, and then this is false
 * @param name absent while only stock is known
 * @param price in minor units of {@code currency}
 * @param available whether any unit is free to be ordered
 * @param free units free to be ordered, all warehouses together
 * @param productPosition position of the last event applied to this half; 0 if there was none
 * @param stockPosition position of the last event applied to this half; 0 if there was none
 * @param stock level in each warehouse; kept in the document, not searchable
 */
public record ProductDocument(
        String sku,
        boolean listed,
        @Nullable String name,
        @Nullable String description,
        @Nullable Long price,
        @Nullable String currency,
        boolean withdrawn,
        boolean available,
        long free,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        long productPosition,
        long stockPosition,
        List<ProductStock> stock) {

    /** A document of which nothing is known yet. */
    public static ProductDocument blank(String sku) {
        return new ProductDocument(sku, false, null, null, null, null, false, false, 0, null, null, 0, 0, List.of());
    }

    /** With other levels in the warehouses. */
    public ProductDocument with(List<ProductStock> levels) {
        long nowFree = levels.stream().mapToLong(ProductStock::free).sum();
        return new ProductDocument(
                sku,
                listed,
                name,
                description,
                price,
                currency,
                withdrawn,
                nowFree > 0,
                nowFree,
                createdAt,
                updatedAt,
                productPosition,
                levels.stream().mapToLong(ProductStock::position).max().orElse(0),
                List.copyOf(levels));
    }
}
