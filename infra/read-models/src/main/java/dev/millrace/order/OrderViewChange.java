package dev.millrace.order;

import dev.millrace.payment.PaymentView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event may change of a view; the rest stays. Lives for one step of the fold. */
final class OrderViewChange {
    private final OrderView before;
    OrderStatus status;

    @Nullable
    Instant confirmedAt;

    @Nullable
    Instant closedAt;

    @Nullable
    Instant reservedUntil;

    @Nullable
    PaymentView payment;

    List<ParcelView> parcels;

    @Nullable
    ClosingReason reason;

    OrderViewChange(OrderView before) {
        this.before = before;
        this.status = before.status();
        this.confirmedAt = before.confirmedAt();
        this.closedAt = before.closedAt();
        this.reservedUntil = before.reservedUntil();
        this.payment = before.payment();
        this.parcels = before.parcels();
        this.reason = before.reason();
    }

    void close(OrderStatus as, ClosingReason why, Instant at) {
        status = as;
        reason = why;
        closedAt = at;
        reservedUntil = null;
    }

    OrderView at(long position, Instant at) {
        return new OrderView(
                position,
                before.orderId(),
                before.cartId(),
                status,
                before.customerId(),
                before.email(),
                before.country(),
                before.lines(),
                before.total(),
                before.orderedAt(),
                before.placedAt(),
                at,
                confirmedAt,
                closedAt,
                reservedUntil,
                payment,
                parcels,
                reason);
    }
}
