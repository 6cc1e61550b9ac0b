package dev.millrace.queryside;

import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.Allocation;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockLevel;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderLine;
import dev.millrace.order.OrderRejectionReason;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;

/** The events of one made-up order. */
record OrderEvents(OrderId id, PaymentId payment) {

    private static final Sku LANTERN = new Sku("85123A");
    private static final Money TOTAL = Money.parse("GBP 12.50");

    static OrderEvents ofNewOrder() {
        return new OrderEvents(OrderId.next(), PaymentId.next());
    }

    Set<Tag> tags() {
        return Set.of(Tag.of("order", id.toString()));
    }

    OrderPlaced placed() {
        return new OrderPlaced(
                id,
                CartId.next(),
                null,
                "ann@example.org",
                "GB",
                List.of(new OrderLine(1, LANTERN, "WHITE HANGING HEART LANTERN", 5, Money.parse("GBP 2.50"))),
                TOTAL,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "tok_approve");
    }

    StockReserved reserved() {
        return new StockReserved(id, allocations(), Instant.now().plusSeconds(900));
    }

    StockReleased released() {
        return new StockReleased(id, allocations(), "the order ended");
    }

    PaymentRequested requested() {
        return new PaymentRequested(payment, id, TOTAL, "tok_approve");
    }

    PaymentDeclined declined() {
        return new PaymentDeclined(payment, id, "card-declined", "no");
    }

    OrderConfirmed confirmed() {
        return new OrderConfirmed(id);
    }

    OrderCancelled cancelled() {
        return new OrderCancelled(id, "changed my mind");
    }

    OrderRejected rejected() {
        return new OrderRejected(id, OrderRejectionReason.PAYMENT_DECLINED, "card-declined");
    }

    private static List<Allocation> allocations() {
        return List.of(new Allocation(LANTERN, new WarehouseId("main"), 5, new StockLevel(10, 5)));
    }
}
