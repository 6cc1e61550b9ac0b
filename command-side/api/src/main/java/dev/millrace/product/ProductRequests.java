package dev.millrace.product;

import dev.millrace.commandside.Text;
import dev.millrace.id.Sku;
import jakarta.validation.constraints.NotNull;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Bodies of requests about products. */
interface ProductRequests {

    record NewProduct(
            @NotNull Sku sku,
            @Text(max = 200) String name,

            @Text(min = 0, max = 4_000) @Nullable String description,

            @NotNull Money price) {

        ProductCommand command() {
            return new ProductCommand.CreateProduct(sku, name, description == null ? "" : description, price);
        }
    }

    record Price(@NotNull Money price) {

        ProductCommand command(Sku sku) {
            return new ProductCommand.PriceProduct(sku, price);
        }
    }

    record Description(
            @Text(max = 200) String name,

            @NotNull @Text(min = 0, max = 4_000) String description) {

        ProductCommand command(Sku sku) {
            return new ProductCommand.DescribeProduct(sku, name, description);
        }
    }

    record Withdrawal(@Text(max = 500) String reason) {

        ProductCommand command(Sku sku) {
            return new ProductCommand.WithdrawProduct(sku, reason);
        }
    }
}
