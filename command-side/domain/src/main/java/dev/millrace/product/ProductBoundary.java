package dev.millrace.product;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.Sku;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** Everything that happens to one product. */
final class ProductBoundary implements Boundary<Sku, ProductState> {

    static final ProductBoundary PRODUCT = new ProductBoundary();

    private ProductBoundary() {}

    @Override
    public String name() {
        return "product";
    }

    @Override
    public Tag tag(Sku sku) {
        return Tag.of(Tags.PRODUCT, sku.value());
    }

    @Override
    public Set<Class<?>> eventTypes() {
        return Set.of(ProductCreated.class, ProductDescribed.class, ProductPriced.class, ProductWithdrawn.class);
    }

    @Override
    public Collection<Sku> keysOf(Object event) {
        return List.of(((ProductEvent) event).sku());
    }

    @Override
    public ProductState initial(Sku sku) {
        return new ProductState.Absent();
    }

    @Override
    public ProductState evolve(ProductState state, Object event) {
        return ProductState.evolve(state, (ProductEvent) event);
    }
}
