package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.payment.PaymentView;
import dev.millrace.readmodels.LiveKind;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An order in Redis.
 *
 * @param position of the last event applied; the first property of the JSON, where the guard of the write looks for it
 * @param customerId absent for a guest
 * @param country ISO 3166-1 alpha-2
 * @param orderedAt when the customer ordered
 * @param placedAt when the platform took the order
 * @param reservedUntil when the reservation ends unless the order is paid; absent if nothing is reserved
 * @param payment absent until one was requested
 * @param reason why it was rejected or cancelled
 */
@JsonPropertyOrder("position")
public record OrderView(
        long position,
        OrderId orderId,
        CartId cartId,
        OrderStatus status,
        @Nullable CustomerId customerId,
        String email,
        String country,
        List<OrderLine> lines,
        Money total,
        Instant orderedAt,
        Instant placedAt,
        Instant updatedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant closedAt,
        @Nullable Instant reservedUntil,
        @Nullable PaymentView payment,
        List<ParcelView> parcels,
        @Nullable ClosingReason reason) {

    /** Orders in Redis: strings, each the JSON of one. */
    public static final LiveKind<OrderId> KIND = new LiveKind<>("order");
}
