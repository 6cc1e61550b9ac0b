package dev.millrace.order;

import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What can happen to an order itself. Its stock and its payment have events of their own, tagged with the order too. */
public sealed interface OrderEvent extends BusinessEvent {

    OrderId orderId();

    @Override
    default String partitionKey() {
        return orderId().toString();
    }

    /**
     * A customer ordered.
     *
     * @param customerId absent for a guest
     * @param email where the customer is written to
     * @param country where it goes; ISO 3166-1 alpha-2
     * @param total sum of the lines
     * @param orderedAt when the customer ordered, which for orders taken elsewhere lies before they were placed here
     * @param paymentToken the gateway's token for the means of payment; never a card number
     */
    @Event(namespace = "millrace.order", name = "OrderPlaced", version = "2")
    record OrderPlaced(
            @EventTag(key = Tags.ORDER) OrderId orderId,
            CartId cartId,
            @EventTag(key = Tags.CUSTOMER) @Nullable CustomerId customerId,
            String email,
            String country,
            List<OrderLine> lines,
            Money total,
            Instant orderedAt,
            String paymentToken)
            implements OrderEvent {}

    /** Stock is reserved and the money is taken. */
    @Event(namespace = "millrace.order", name = "OrderConfirmed", version = "1")
    record OrderConfirmed(@EventTag(key = Tags.ORDER) OrderId orderId) implements OrderEvent {}

    /**
     * The order can't be fulfilled; nothing was or will be charged.
     *
     * @param detail for people, such as the SKUs that were missing
     */
    @Event(namespace = "millrace.order", name = "OrderRejected", version = "1")
    record OrderRejected(@EventTag(key = Tags.ORDER) OrderId orderId, OrderRejectionReason reason, String detail)
            implements OrderEvent {}

    /**
     * The order was called off.
     *
     * @param reason for people, as whoever cancelled it gave it
     */
    @Event(namespace = "millrace.order", name = "OrderCancelled", version = "1")
    record OrderCancelled(@EventTag(key = Tags.ORDER) OrderId orderId, String reason) implements OrderEvent {}

    /**
     * A parcel left.
     *
     * @param carrier who carries it
     * @param trackingNumber the carrier's number for it
     * @param lines what is in it
     * @param complete whether nothing of the order remains to be shipped
     */
    @Event(namespace = "millrace.order", name = "OrderShipped", version = "1")
    record OrderShipped(
            @EventTag(key = Tags.ORDER) OrderId orderId,
            ParcelId parcelId,
            String carrier,
            String trackingNumber,
            List<ParcelLine> lines,
            boolean complete)
            implements OrderEvent {}

    /**
     * A parcel arrived.
     *
     * @param complete whether the whole order has arrived
     */
    @Event(namespace = "millrace.order", name = "OrderDelivered", version = "1")
    record OrderDelivered(@EventTag(key = Tags.ORDER) OrderId orderId, ParcelId parcelId, boolean complete)
            implements OrderEvent {}
}
