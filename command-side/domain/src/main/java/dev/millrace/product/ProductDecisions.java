package dev.millrace.product;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.Sku;
import dev.millrace.product.ProductCommand.CreateProduct;
import dev.millrace.product.ProductCommand.DescribeProduct;
import dev.millrace.product.ProductCommand.PriceProduct;
import dev.millrace.product.ProductCommand.WithdrawProduct;
import dev.millrace.product.ProductEvent.ProductCreated;
import dev.millrace.product.ProductEvent.ProductDescribed;
import dev.millrace.product.ProductEvent.ProductPriced;
import dev.millrace.product.ProductEvent.ProductWithdrawn;
import dev.millrace.product.ProductRejection.Invalid;
import dev.millrace.product.ProductRejection.PriceInOtherCurrency;
import dev.millrace.product.ProductRejection.ProductExists;
import dev.millrace.product.ProductRejection.ProductNoLongerSold;
import dev.millrace.product.ProductRejection.ProductNotFound;
import dev.millrace.product.ProductState.Absent;
import dev.millrace.product.ProductState.Sold;
import dev.millrace.product.ProductState.Withdrawn;
import dev.millrace.schema.Circulation;
import dev.millrace.schema.Wording;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.Money;

/** What may happen to a product. Asking for what is so already is accepted and changes nothing. */
final class ProductDecisions {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 4_000;
    private static final int LONGEST_REASON = 500;
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal(1_000_000);

    private ProductDecisions() {}

    static Decision decide(CreateProduct command, ProductState state) {
        var created = new ProductCreated(command.sku(), command.name(), command.description(), command.price());
        return switch (state) {
            case Absent _ ->
                invalidText(command.name(), command.description())
                        .or(() -> invalidPrice(command.price()))
                        .map(Decision::reject)
                        .orElseGet(() -> Decision.accept(created));
            case Sold product -> repeated(created, product.created());
            case Withdrawn product -> repeated(created, product.created());
        };
    }

    static Decision decide(DescribeProduct command, ProductState state) {
        return whileSold(command.sku(), state, product -> {
            if (command.name().equals(product.name()) && command.description().equals(product.description())) {
                return Decision.accept();
            }
            return invalidText(command.name(), command.description())
                    .map(Decision::reject)
                    .orElseGet(() -> Decision.accept(
                            new ProductDescribed(command.sku(), command.name(), command.description())));
        });
    }

    static Decision decide(PriceProduct command, ProductState state) {
        return whileSold(command.sku(), state, product -> {
            Money previous = product.price();
            if (command.price().equals(previous)) {
                return Decision.accept();
            }
            if (!command.price().isSameCurrency(previous)) {
                return Decision.reject(new PriceInOtherCurrency(command.sku(), previous.getCurrencyUnit()));
            }
            return invalidPrice(command.price())
                    .map(Decision::reject)
                    .orElseGet(() -> Decision.accept(new ProductPriced(command.sku(), command.price(), previous)));
        });
    }

    static Decision decide(WithdrawProduct command, ProductState state) {
        if (state instanceof Withdrawn) {
            return Decision.accept();
        }
        return whileSold(
                command.sku(),
                state,
                _ -> Wording.mayStand(command.reason(), LONGEST_REASON)
                        ? Decision.accept(new ProductWithdrawn(command.sku(), command.reason()))
                        : Decision.reject(new Invalid("reason", "at most %d characters".formatted(LONGEST_REASON))));
    }

    private static Decision whileSold(Sku sku, ProductState state, Function<Sold, Decision> decision) {
        return switch (state) {
            case Absent _ -> Decision.reject(new ProductNotFound(sku));
            case Sold product -> decision.apply(product);
            case Withdrawn _ -> Decision.reject(new ProductNoLongerSold(sku));
        };
    }

    /** Compared with the creation and not with what became of it: the same request, sent twice, must be safe. */
    private static Decision repeated(ProductCreated asked, ProductCreated before) {
        return asked.equals(before) ? Decision.accept() : Decision.reject(new ProductExists(asked.sku()));
    }

    private static Optional<Invalid> invalidText(String name, String description) {
        if (!Wording.says(name, LONGEST_NAME)) {
            return Optional.of(new Invalid("name", "1 to %d characters, not all blank".formatted(LONGEST_NAME)));
        }
        return Wording.mayStand(description, LONGEST_DESCRIPTION)
                ? Optional.empty()
                : Optional.of(new Invalid(
                        "description", "at most %d characters, not all blank".formatted(LONGEST_DESCRIPTION)));
    }

    private static Optional<Invalid> invalidPrice(Money price) {
        boolean valid = price.isPositive()
                && price.getAmount().compareTo(HIGHEST_PRICE) <= 0
                && Circulation.has(price.getCurrencyUnit());
        return valid
                ? Optional.empty()
                : Optional.of(new Invalid("price", "more than 0 and at most 1000000.00, in a currency in circulation"));
    }
}
