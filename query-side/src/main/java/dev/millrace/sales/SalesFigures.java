package dev.millrace.sales;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Sales of confirmed orders, a page of them, with the totals of the whole time asked for")
record SalesFigures<T>(
        @Schema(description = "First day, in the shop's time zone; absent if unbounded") @Nullable
        LocalDate from,

        @Schema(description = "Last day; absent if unbounded") @Nullable
        LocalDate to,

        List<T> items,

        @Schema(description = "Of all days, products and countries, per currency")
        List<Total> totals,

        @Schema(description = "Cursor of the next page; absent on the last one") @Nullable
        String next) {

    @Schema(
            name = "SalesAmounts",
            description =
                    "Refunds of orders that were cancelled after confirmation stand beside the sales, on the day of the"
                            + " sale, and are not taken off")
    record Amounts(long orders, long units, Money revenue, long refundedOrders, long refundedUnits, Money refunded) {}

    @Schema(name = "SalesTotal")
    record Total(String currency, Amounts sales) {}

    @Schema(name = "SalesOfDay")
    record OfDay(LocalDate day, String currency, Amounts sales) {}

    @Schema(name = "SalesOfProduct")
    record OfProduct(String sku, String currency, Amounts sales) {}

    @Schema(name = "SalesOfCountry")
    record OfCountry(
            @Schema(description = "ISO 3166-1 alpha-2") String country, String currency, Amounts sales) {}
}
