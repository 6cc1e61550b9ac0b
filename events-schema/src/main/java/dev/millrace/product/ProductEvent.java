package dev.millrace.product;

import dev.millrace.id.Sku;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.joda.money.Money;

/** What can happen to a product. */
public sealed interface ProductEvent extends BusinessEvent {

    Sku sku();

    @Override
    default String partitionKey() {
        return sku().value();
    }

    @Event(namespace = "millrace.product", name = "ProductCreated", version = "1")
    record ProductCreated(@EventTag(key = Tags.PRODUCT) Sku sku, String name, String description, Money price)
            implements ProductEvent {}

    @Event(namespace = "millrace.product", name = "ProductDescribed", version = "1")
    record ProductDescribed(@EventTag(key = Tags.PRODUCT) Sku sku, String name, String description)
            implements ProductEvent {}

    @Event(namespace = "millrace.product", name = "ProductPriced", version = "1")
    record ProductPriced(@EventTag(key = Tags.PRODUCT) Sku sku, Money price, Money previous) implements ProductEvent {}

    /** The product is no longer sold; it stays in the orders it is in. */
    @Event(namespace = "millrace.product", name = "ProductWithdrawn", version = "1")
    record ProductWithdrawn(@EventTag(key = Tags.PRODUCT) Sku sku, String reason) implements ProductEvent {}
}
