package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.payment.PaymentStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Order")
public record OrderResponse(
        String orderId,
        String cartId,
        OrderStatus status,

        @Schema(description = "Absent for a guest") @Nullable
        String customerId,

        String email,
        @Schema(description = "ISO 3166-1 alpha-2") String country,
        List<Line> lines,
        Money total,
        @Schema(description = "When the customer ordered") Instant orderedAt,

        @Schema(description = "When the platform took the order")
        Instant placedAt,

        Instant updatedAt,
        @Nullable Instant confirmedAt,

        @Schema(description = "When it was rejected, cancelled or wholly delivered") @Nullable
        Instant closedAt,

        @Schema(description = "When the reservation ends unless the order is paid") @Nullable
        Instant reservedUntil,

        @Nullable Payment payment,
        List<Parcel> parcels,

        @Schema(description = "Why it was rejected or cancelled") @Nullable
        Reason reason,

        @Schema(description = "Position of its latest event that this takes account of")
        long position) {

    @Schema(name = "OrderLine")
    public record Line(int line, String sku, String name, int quantity, Money unitPrice, Money total) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OrderPayment")
    public record Payment(
            String paymentId,
            PaymentStatus status,
            Money amount,

            @Schema(description = "Attempts at the gateway without a usable answer")
            int failedAttempts,

            @Nullable Instant retryAt,
            @Nullable String declineCode) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OrderParcel")
    public record Parcel(
            String parcelId,
            String carrier,
            String trackingNumber,
            List<ParcelLine> lines,
            Instant shippedAt,
            @Nullable Instant deliveredAt) {}

    @Schema(name = "ClosingReason")
    public record Reason(ClosingCode code, String detail) {}
}
