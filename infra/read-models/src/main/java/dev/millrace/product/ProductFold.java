package dev.millrace.product;

import dev.millrace.inventory.Allocation;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.OrderStockEvent;
import dev.millrace.inventory.StockEvent.StockAdjusted;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockLevel;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A product's document as a fold over its events. Pure; events that are in the document already change nothing. */
public final class ProductFold {
    private ProductFold() {}

    /** @throws IllegalStateException if the product was never created */
    public static ProductDocument product(ProductDocument document, ProductEvent event, long position, Instant at) {
        if (position <= document.productPosition()) {
            return document;
        }
        if (event instanceof ProductCreated created) {
            return product(document, created.name(), created.description(), created.price(), false, at, position, at);
        }
        var createdAt = document.createdAt();
        if (createdAt == null || document.productPosition() == 0) {
            throw new IllegalStateException("product " + event.sku() + " was never created");
        }
        return switch (event) {
            case ProductCreated created -> document;
            case ProductDescribed described ->
                product(
                        document,
                        described.name(),
                        described.description(),
                        null,
                        document.withdrawn(),
                        createdAt,
                        position,
                        at);
            case ProductPriced priced ->
                product(
                        document,
                        document.name(),
                        document.description(),
                        priced.price(),
                        document.withdrawn(),
                        createdAt,
                        position,
                        at);
            case ProductWithdrawn withdrawn ->
                product(document, document.name(), document.description(), null, true, createdAt, position, at);
        };
    }

    /** The levels of the document's SKU that the event tells of, where they are newer. */
    public static ProductDocument stock(ProductDocument document, StockEvent event, long position) {
        return switch (event) {
            case StockReceived received -> level(document, received.warehouse().value(), received.after(), position);
            case StockAdjusted adjusted -> level(document, adjusted.warehouse().value(), adjusted.after(), position);
            case OrderStockEvent moved -> {
                var next = document;
                for (Allocation it : moved.allocations()) {
                    if (it.sku().value().equals(document.sku())) {
                        next = level(next, it.warehouse().value(), it.after(), position);
                    }
                }
                yield next;
            }
            case StockReservationRefused refused -> document;
        };
    }

    private static ProductDocument product(
            ProductDocument document,
            @Nullable String name,
            @Nullable String description,
            @Nullable Money price,
            boolean withdrawn,
            Instant createdAt,
            long position,
            Instant at) {
        return new ProductDocument(
                document.sku(),
                !withdrawn,
                name,
                description,
                price == null ? document.price() : Long.valueOf(price.getAmountMinorLong()),
                price == null ? document.currency() : price.getCurrencyUnit().getCode(),
                withdrawn,
                document.available(),
                document.free(),
                createdAt,
                at,
                position,
                document.stockPosition(),
                document.stock());
    }

    /** One event may tell several levels of a warehouse, one for each line of an order; the last of them holds. */
    private static ProductDocument level(ProductDocument document, String warehouse, StockLevel after, long position) {
        List<ProductStock> stock = new ArrayList<>(document.stock());
        for (var known : document.stock()) {
            if (known.warehouse().equals(warehouse)) {
                if (known.position() > position) {
                    return document;
                }
                stock.remove(known);
            }
        }
        stock.add(new ProductStock(warehouse, after.onHand(), after.reserved(), position));
        stock.sort(Comparator.comparing(ProductStock::warehouse));
        return document.with(stock);
    }
}
