package dev.millrace.cart;

import dev.millrace.product.ProductEvent;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import org.joda.money.Money;

/** A product as a cart sees it: whether it can be had, and for how much. */
sealed interface Offer {

    record Unknown() implements Offer {}

    record OnSale(String name, Money price) implements Offer {}

    record Ended() implements Offer {}

    static Offer evolve(Offer offer, ProductEvent event) {
        return switch (event) {
            case ProductCreated e -> new OnSale(e.name(), e.price());
            case ProductDescribed e -> offer instanceof OnSale now ? new OnSale(e.name(), now.price()) : offer;
            case ProductPriced e -> offer instanceof OnSale now ? new OnSale(now.name(), e.price()) : offer;
            case ProductWithdrawn _ -> new Ended();
        };
    }
}
