package dev.millrace.product;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Product")
public record ProductResponse(
        String sku,
        String name,
        String description,
        @Nullable Money price,

        @Schema(description = "Whether any unit can be ordered")
        boolean available,

        @Schema(description = "Units that can be ordered, all warehouses together")
        long free,

        @Schema(description = "Whether it is no longer sold")
        boolean withdrawn,

        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    /** @param product one that was created, that is, of which more than stock is known */
    public static ProductResponse of(ProductDocument product) {
        return new ProductResponse(
                product.sku(),
                product.name() == null ? product.sku() : product.name(),
                product.description() == null ? "" : product.description(),
                product.price() == null || product.currency() == null
                        ? null
                        : Money.ofMinor(CurrencyUnit.of(product.currency()), product.price()),
                product.available(),
                product.free(),
                product.withdrawn(),
                product.createdAt(),
                product.updatedAt());
    }
}
