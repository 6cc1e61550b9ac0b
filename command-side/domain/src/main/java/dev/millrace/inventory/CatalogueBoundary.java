package dev.millrace.inventory;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.Sku;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * Whether a SKU is, or once was, a product's. A withdrawn one still has stock: what is left of it, and what comes back. Since nothing
 * else of a product matters here, neither its pricing nor its withdrawal ever collides with a receipt.
 */
final class CatalogueBoundary implements Boundary<Sku, Boolean> {

    static final CatalogueBoundary CATALOGUE = new CatalogueBoundary();

    private CatalogueBoundary() {}

    @Override
    public String name() {
        return "catalogue";
    }

    @Override
    public Tag tag(Sku sku) {
        return Tag.of(Tags.PRODUCT, sku.value());
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(ProductCreated.class);
    }

    @Override
    public Collection<Sku> keysOf(Object event) {
        return List.of(((ProductCreated) event).sku());
    }

    @Override
    public Boolean initial(Sku sku) {
        return false;
    }

    @Override
    public Boolean evolve(Boolean catalogued, Object event) {
        return true;
    }
}
