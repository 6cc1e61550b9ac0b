package dev.millrace.order;

import dev.millrace.order.ParcelNews.Arrived;
import dev.millrace.order.ParcelNews.Dispatched;
import dev.millrace.payment.PaymentView;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What news may change of a view; the rest stays. Lives for one step of the fold. */
final class OrderViewChange {
    private final OrderView before;
    private OrderStatus status;
    private @Nullable Instant confirmedAt;
    private @Nullable Instant closedAt;
    private @Nullable Instant reservedUntil;
    private @Nullable PaymentView payment;
    private List<ParcelView> parcels;
    private @Nullable ClosingReason reason;

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

    void take(OrderNews news, Instant at) {
        if (news.status() != null) {
            become(news.status(), at);
        }
        if (news.reason() != null) {
            reason = news.reason();
        }
        if (news.goods() != null) {
            reservedUntil = news.reservedUntil();
        }
        if (news.parcel() != null) {
            parcels = with(news.parcel(), at);
        }
        if (news.payment() != null) {
            payment = news.payment().after(payment);
        }
    }

    private void become(OrderStatus next, Instant at) {
        status = next;
        switch (next) {
            case PENDING, SHIPPED -> {
                // It neither begins nor ends anything that is shown.
            }
            case CONFIRMED -> {
                confirmedAt = at;
                reservedUntil = null;
            }
            case DELIVERED -> closedAt = at;
            case REJECTED, CANCELLED -> {
                closedAt = at;
                reservedUntil = null;
            }
        }
    }

    private List<ParcelView> with(ParcelNews news, Instant at) {
        return switch (news) {
            case Dispatched parcel ->
                Stream.concat(
                                parcels.stream(),
                                Stream.of(new ParcelView(
                                        parcel.parcelId(),
                                        parcel.carrier(),
                                        parcel.trackingNumber(),
                                        parcel.lines(),
                                        at,
                                        null)))
                        .toList();
            case Arrived(var parcelId) ->
                parcels.stream()
                        .map(it -> it.parcelId().equals(parcelId) ? it.arrived(at) : it)
                        .toList();
        };
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
