package dev.millrace.product;

import dev.millrace.commandside.Batches;
import dev.millrace.commandside.Text;
import dev.millrace.id.Sku;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

    /** @param products each is read by itself */
    record NewProducts(
            @NotNull(message = LIST)
            @Size(min = 1, max = Batches.MOST_ENTRIES, message = LIST)
            @ArraySchema(schema = @Schema(implementation = NewProduct.class))
            List<JsonNode> products) {

        private static final String LIST = "must be a list of 1 to 500 products";
    }

    /** @param prices each is read by itself */
    record NewPrices(
            @NotNull(message = LIST)
            @Size(min = 1, max = Batches.MOST_ENTRIES, message = LIST)
            @ArraySchema(schema = @Schema(implementation = NewPrice.class))
            List<JsonNode> prices) {

        private static final String LIST = "must be a list of 1 to 500 prices";
    }

    record NewPrice(@NotNull Sku sku, @NotNull Money price) {

        ProductCommand command() {
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
