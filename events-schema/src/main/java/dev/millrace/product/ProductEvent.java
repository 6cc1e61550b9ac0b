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

    /**
     * A product can be sold from now on.
     *
     * @param name as customers see it
     * @param description as customers see it; may be empty
     * @param price list price of one unit
     */
    @Event(namespace = "millrace.product", name = "ProductCreated", version = "2")
    record ProductCreated(@EventTag(key = Tags.PRODUCT) Sku sku, String name, String description, Money price)
            implements ProductEvent {}

    /**
     * Name and description are new, both.
     *
     * @param name as customers see it
     * @param description as customers see it; may be empty
     */
    @Event(namespace = "millrace.product", name = "ProductDescribed", version = "1")
    record ProductDescribed(@EventTag(key = Tags.PRODUCT) Sku sku, String name, String description)
            implements ProductEvent {}

    /**
     * The list price changed. Carts keep the price they have until checkout.
     *
     * @param price list price of one unit from now on
     * @param previous what it was before
     */
    @Event(namespace = "millrace.product", name = "ProductPriced", version = "2")
    record ProductPriced(@EventTag(key = Tags.PRODUCT) Sku sku, Money price, Money previous) implements ProductEvent {}

    /**
     * The product is no longer sold; it stays in the orders it is in.
     *
     * @param reason for people
     */
    @Event(namespace = "millrace.product", name = "ProductWithdrawn", version = "1")
    record ProductWithdrawn(@EventTag(key = Tags.PRODUCT) Sku sku, String reason) implements ProductEvent {}
}
