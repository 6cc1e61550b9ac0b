package dev.millrace.product;

import dev.millrace.eventstore.decision.Rejection;
import dev.millrace.id.Sku;
import java.util.List;
import org.joda.money.CurrencyUnit;

/** Why a product's command is refused. */
public sealed interface ProductRejection extends Rejection {

    record ProductNotFound(Sku sku) implements ProductRejection {}

    /** The SKU is another product's. */
    record ProductExists(Sku sku) implements ProductRejection {}

    record ProductNoLongerSold(Sku sku) implements ProductRejection {}

    record PriceInOtherCurrency(Sku sku, CurrencyUnit currency) implements ProductRejection {}

    /** @param what the field, and the end of the code: {@code name}, {@code description}, {@code price}, {@code reason} */
    record Invalid(String what, String expected) implements ProductRejection {}

    @Override
    default String code() {
        return switch (this) {
            case ProductNotFound _ -> "product.not-found";
            case ProductExists _ -> "product.already-exists";
            case ProductNoLongerSold _ -> "product.withdrawn";
            case PriceInOtherCurrency _ -> "product.other-currency";
            case Invalid invalid -> "product.invalid-" + invalid.what();
        };
    }

    @Override
    default String message() {
        return switch (this) {
            case ProductNotFound r -> "There is no product %s.".formatted(r.sku());
            case ProductExists r -> "There is another product %s already.".formatted(r.sku());
            case ProductNoLongerSold r -> "Product %s is withdrawn.".formatted(r.sku());
            case PriceInOtherCurrency r -> "Product %s is priced in %s.".formatted(r.sku(), r.currency());
            case Invalid r -> "The %s must be %s.".formatted(r.what(), r.expected());
        };
    }

    @Override
    default Kind kind() {
        return switch (this) {
            case ProductNotFound _ -> Kind.NOT_FOUND;
            case ProductExists _, ProductNoLongerSold _ -> Kind.CONFLICT;
            case PriceInOtherCurrency _, Invalid _ -> Kind.INVALID;
        };
    }

    @Override
    default List<InvalidField> fields() {
        return switch (this) {
            case PriceInOtherCurrency r ->
                List.of(new InvalidField("price.currency", r.currency().getCode()));
            case Invalid r -> List.of(new InvalidField(r.what(), r.expected()));
            case ProductNotFound _, ProductExists _, ProductNoLongerSold _ -> List.of();
        };
    }
}
