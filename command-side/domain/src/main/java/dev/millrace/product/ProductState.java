package dev.millrace.product;

import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import org.joda.money.Money;

/** A product as its own rules see it. */
sealed interface ProductState {

    record Absent() implements ProductState {}

    /** @param created how it began, by which a repeated creation is known */
    record Sold(ProductCreated created, String name, String description, Money price) implements ProductState {}

    record Withdrawn(ProductCreated created) implements ProductState {}

    static ProductState evolve(ProductState state, ProductEvent event) {
        return switch (event) {
            case ProductCreated e -> new Sold(e, e.name(), e.description(), e.price());
            case ProductDescribed e ->
                state instanceof Sold s ? new Sold(s.created, e.name(), e.description(), s.price) : state;
            case ProductPriced e ->
                state instanceof Sold s ? new Sold(s.created, s.name, s.description, e.price()) : state;
            case ProductWithdrawn _ -> state instanceof Sold s ? new Withdrawn(s.created) : state;
        };
    }
}
