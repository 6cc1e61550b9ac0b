package dev.millrace.sales;

import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.projections.ProjectedEvent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A batch's events by what they do to sales. Orders are sorted, so that two writers don't wait for each other crosswise.
 *
 * @param closed rejected, or cancelled while still pending; a cancelled confirmed order stays a sale until its refund
 */
record SalesBatch(
        List<PlacedSale> placed, SortedSet<UUID> confirmed, SortedSet<UUID> closed, SortedSet<UUID> refunded) {

    /** @param day of when the customer ordered, in the shop's time zone */
    record PlacedSale(OrderPlaced order, LocalDate day) {}

    static SalesBatch of(List<ProjectedEvent> events, ZoneId zone) {
        var batch = new SalesBatch(new ArrayList<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (var event : events) {
            switch (event.event()) {
                case OrderPlaced it ->
                    batch.placed.add(
                            new PlacedSale(it, it.orderedAt().atZone(zone).toLocalDate()));
                case OrderConfirmed it -> batch.confirmed.add(it.orderId().value());
                case OrderRejected it -> batch.closed.add(it.orderId().value());
                case OrderCancelled it -> batch.closed.add(it.orderId().value());
                case PaymentRefunded it -> batch.refunded.add(it.orderId().value());
                default -> throw new IllegalArgumentException("no sale in " + event.type());
            }
        }
        return batch;
    }

    List<String> changed() {
        SortedSet<UUID> orders = new TreeSet<>(confirmed);
        orders.addAll(refunded);
        return orders.stream().map(order -> "order:" + order).toList();
    }
}
