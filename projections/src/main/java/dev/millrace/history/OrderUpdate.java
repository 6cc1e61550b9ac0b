package dev.millrace.history;

import dev.millrace.order.OrderNews;
import dev.millrace.payment.PaymentStatus;
import dev.millrace.projections.ProjectedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a batch's events change of an order's row. A column is absent where nothing said anything of it; the last word
 * counts.
 */
record OrderUpdate(
        @Nullable String status,
        @Nullable String paymentStatus,
        @Nullable String reasonCode,
        @Nullable String reasonDetail,
        Instant updatedAt,
        long position) {

    static OrderUpdate of(OrderNews news, ProjectedEvent event) {
        @Nullable
        PaymentStatus payment = news.payment() == null ? null : news.payment().status();
        return new OrderUpdate(
                news.status() == null ? null : news.status().text(),
                payment == null ? null : payment.text(),
                news.reason() == null ? null : news.reason().code(),
                news.reason() == null ? null : news.reason().detail(),
                event.recordedAt(),
                event.position());
    }

    /** This and then {@code later}. */
    OrderUpdate then(OrderUpdate later) {
        return new OrderUpdate(
                later.status == null ? status : later.status,
                later.paymentStatus == null ? paymentStatus : later.paymentStatus,
                later.reasonCode == null ? reasonCode : later.reasonCode,
                later.reasonDetail == null ? reasonDetail : later.reasonDetail,
                later.updatedAt,
                later.position);
    }
}
