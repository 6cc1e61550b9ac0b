package dev.millrace.cart;

import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.id.Sku;
import dev.millrace.product.ProductEvent;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import dev.millrace.schema.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;

/** What of a product's events bears on the carts it is in. */
final class OfferBoundary implements Boundary<Sku, Offer> {

    static final OfferBoundary OFFER = new OfferBoundary();

    private OfferBoundary() {}

    @Override
    public String name() {
        return "offer";
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
    public Offer initial(Sku sku) {
        return new Offer.Unknown();
    }

    @Override
    public Offer evolve(Offer offer, Object event) {
        return Offer.evolve(offer, (ProductEvent) event);
    }
}
