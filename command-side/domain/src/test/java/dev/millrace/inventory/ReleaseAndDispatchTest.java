package dev.millrace.inventory;

import static dev.millrace.domain.Samples.LAMP;
import static dev.millrace.domain.Samples.LEEDS;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.OTHER_PARCEL;
import static dev.millrace.domain.Samples.PARCEL;
import static dev.millrace.domain.Samples.YORK;
import static dev.millrace.domain.Samples.allocation;
import static dev.millrace.domain.Samples.line;
import static dev.millrace.domain.Samples.placed;
import static dev.millrace.domain.Samples.received;
import static dev.millrace.domain.Samples.reserved;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;

import dev.millrace.domain.Scenario;
import dev.millrace.id.ParcelId;
import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockCommand.ShipStock;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderRejectionReason;
import dev.millrace.order.ParcelLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An order of 4 mugs on two lines and a lamp, whose mugs are held 3 in Leeds and 1 in York. */
class ReleaseAndDispatchTest {

    static final ReleaseStock RELEASE = new ReleaseStock(ORDER, "expired");
    static final OrderConfirmed CONFIRMED = new OrderConfirmed(ORDER);
    static final OrderCancelled CANCELLED = new OrderCancelled(ORDER, "changed my mind");

    static Scenario reservedOrder() {
        return given(received(MUG, LEEDS, 3), received(MUG, YORK, 2), received(LAMP, YORK, 9))
                .andGiven(placed(line(1, MUG, 2, "2.50"), line(2, LAMP, 1, "9.00"), line(3, MUG, 2, "2.00")))
                .andGiven(reserved(
                        allocation(MUG, LEEDS, 3, 3, 3),
                        allocation(MUG, YORK, 1, 2, 1),
                        allocation(LAMP, YORK, 1, 9, 1)));
    }

    static OrderShipped shipped(ParcelId parcel, ParcelLine... lines) {
        return new OrderShipped(ORDER, parcel, "Royal Mail", "RM1", List.of(lines), false);
    }

    @Test
    void an_order_that_comes_to_nothing_frees_what_it_held() {
        var released = new StockReleased(
                ORDER,
                List.of(
                        allocation(MUG, LEEDS, 3, 3, 0),
                        allocation(MUG, YORK, 1, 2, 0),
                        allocation(LAMP, YORK, 1, 9, 0)),
                "expired");
        reservedOrder().when(RELEASE).then(released);
        reservedOrder().andGiven(CANCELLED).when(RELEASE).then(released);
        reservedOrder().andGiven(CONFIRMED, CANCELLED).when(RELEASE).then(released);
        reservedOrder()
                .andGiven(new OrderRejected(ORDER, OrderRejectionReason.PAYMENT_DECLINED, ""))
                .when(RELEASE)
                .then(released);
        reservedOrder().andGiven(released).when(RELEASE).thenNothing();
    }

    @Test
    void levels_after_a_release_are_those_of_the_moment() {
        reservedOrder()
                .andGiven(received(MUG, LEEDS, 7, 10, 6))
                .when(RELEASE)
                .then(new StockReleased(
                        ORDER,
                        List.of(
                                allocation(MUG, LEEDS, 3, 10, 3),
                                allocation(MUG, YORK, 1, 2, 0),
                                allocation(LAMP, YORK, 1, 9, 0)),
                        "expired"));
    }

    @Test
    void only_what_has_not_left_is_freed() {
        reservedOrder()
                .andGiven(CONFIRMED, shipped(PARCEL, new ParcelLine(1, 2)))
                .andGiven(new StockShipped(ORDER, PARCEL, List.of(allocation(MUG, LEEDS, 2, 1, 1))))
                .andGiven(CANCELLED)
                .when(RELEASE)
                .then(new StockReleased(
                        ORDER,
                        List.of(
                                allocation(MUG, LEEDS, 1, 1, 0),
                                allocation(MUG, YORK, 1, 2, 0),
                                allocation(LAMP, YORK, 1, 9, 0)),
                        "expired"));
    }

    @Test
    void a_confirmed_order_keeps_its_stock() {
        reservedOrder().andGiven(CONFIRMED).when(RELEASE).thenRejected("inventory.order-confirmed", CONFLICT);
    }

    @Test
    void an_order_that_holds_nothing_has_nothing_to_free() {
        given((Object) placed(line(1, MUG, 2, "2.50"))).when(RELEASE).thenNothing();
        given().when(RELEASE).thenRejected("order.not-found", NOT_FOUND);
    }

    @Test
    void a_parcel_takes_its_goods_out_of_the_warehouses_that_hold_them() {
        reservedOrder()
                .andGiven(CONFIRMED, shipped(PARCEL, new ParcelLine(1, 2), new ParcelLine(2, 1), new ParcelLine(3, 2)))
                .when(new ShipStock(ORDER, PARCEL))
                .then(new StockShipped(
                        ORDER,
                        PARCEL,
                        List.of(
                                allocation(MUG, LEEDS, 3, 0, 0),
                                allocation(MUG, YORK, 1, 1, 0),
                                allocation(LAMP, YORK, 1, 8, 0))));
    }

    @Test
    void a_second_parcel_takes_what_the_first_left() {
        reservedOrder()
                .andGiven(CONFIRMED, shipped(PARCEL, new ParcelLine(1, 2)))
                .andGiven(new StockShipped(ORDER, PARCEL, List.of(allocation(MUG, LEEDS, 2, 1, 1))))
                .andGiven(shipped(OTHER_PARCEL, new ParcelLine(3, 2)))
                .when(new ShipStock(ORDER, OTHER_PARCEL))
                .then(new StockShipped(
                        ORDER, OTHER_PARCEL, List.of(allocation(MUG, LEEDS, 1, 0, 0), allocation(MUG, YORK, 1, 1, 0))));
    }

    @Test
    void a_parcel_leaves_once() {
        reservedOrder()
                .andGiven(CONFIRMED, shipped(PARCEL, new ParcelLine(1, 2)))
                .andGiven(new StockShipped(ORDER, PARCEL, List.of(allocation(MUG, LEEDS, 2, 1, 1))))
                .when(new ShipStock(ORDER, PARCEL))
                .thenNothing();
    }

    @Test
    void a_parcel_that_nobody_announced_does_not_leave() {
        reservedOrder()
                .andGiven(CONFIRMED)
                .when(new ShipStock(ORDER, PARCEL))
                .thenRejected("order.parcel-not-found", NOT_FOUND);
        given().when(new ShipStock(ORDER, PARCEL)).thenRejected("order.not-found", NOT_FOUND);
    }

    @Test
    void a_parcel_never_takes_more_than_its_order_holds() {
        reservedOrder()
                .andGiven(CONFIRMED, shipped(PARCEL, new ParcelLine(1, 5)))
                .when(new ShipStock(ORDER, PARCEL))
                .thenRejected("inventory.not-reserved", CONFLICT);
    }
}
