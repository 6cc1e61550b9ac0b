package dev.millrace.order;

import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import java.util.List;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** What can be asked of an order. It is placed by checking out a cart. */
public sealed interface OrderCommand {

    OrderId orderId();

    @Command(namespace = "millrace.order", name = "ConfirmOrder")
    record ConfirmOrder(OrderId orderId) implements OrderCommand {}

    @Command(namespace = "millrace.order", name = "RejectOrder")
    record RejectOrder(OrderId orderId, OrderRejectionReason reason, String detail) implements OrderCommand {}

    @Command(namespace = "millrace.order", name = "CancelOrder")
    record CancelOrder(OrderId orderId, String reason) implements OrderCommand {}

    /** Ships a parcel with {@code lines}; with all that remains if they are empty. */
    @Command(namespace = "millrace.order", name = "ShipOrder")
    record ShipOrder(OrderId orderId, ParcelId parcelId, String carrier, String trackingNumber, List<ParcelLine> lines)
            implements OrderCommand {}

    @Command(namespace = "millrace.order", name = "DeliverParcel")
    record DeliverParcel(OrderId orderId, ParcelId parcelId) implements OrderCommand {}
}
