package dev.millrace.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.order.ClosingCode;
import dev.millrace.order.OrderStatus;
import dev.millrace.payment.PaymentStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "OrderSummary")
record OrderHit(
        String orderId,

        @Schema(description = "Absent for a guest") @Nullable
        String customerId,

        String email,
        @Schema(description = "ISO 3166-1 alpha-2") String country,
        OrderStatus status,

        @Nullable PaymentStatus paymentStatus,

        @Schema(description = "Why it was rejected or cancelled") @Nullable
        ClosingCode reason,

        @Nullable String reasonDetail,
        Money total,
        int lineCount,
        @Schema(description = "Of all lines") long units,

        @Schema(description = "In searches only: the first ten, those with the SKU asked for before others") @Nullable
        List<Line> lines,

        @Schema(description = "When the customer ordered") Instant orderedAt,

        @Schema(description = "When the platform took the order")
        Instant placedAt,

        Instant updatedAt,

        @Schema(description = "Position of its latest event that this takes account of")
        long position) {

    @Schema(name = "OrderSummaryLine")
    record Line(int line, String sku, String name, int quantity, Money unitPrice) {}

    OrderHit with(List<Line> its) {
        return new OrderHit(
                orderId,
                customerId,
                email,
                country,
                status,
                paymentStatus,
                reason,
                reasonDetail,
                total,
                lineCount,
                units,
                its,
                orderedAt,
                placedAt,
                updatedAt,
                position);
    }
}
