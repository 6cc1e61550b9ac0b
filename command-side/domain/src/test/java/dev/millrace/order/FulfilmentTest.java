package dev.millrace.order;

import static dev.millrace.domain.Samples.LAMP;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.OTHER_PARCEL;
import static dev.millrace.domain.Samples.PARCEL;
import static dev.millrace.domain.Samples.line;
import static dev.millrace.domain.Samples.placed;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.INVALID;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;

import dev.millrace.domain.Scenario;
import dev.millrace.id.ParcelId;
import dev.millrace.order.OrderCommand.DeliverParcel;
import dev.millrace.order.OrderCommand.ShipOrder;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderShipped;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An order of two mugs on line 1 and a lamp on line 2. */
class FulfilmentTest {

    static final OrderPlaced PLACED = placed(line(1, MUG, 2, "2.50"), line(2, LAMP, 1, "9.00"));
    static final ParcelLine ONE_MUG = new ParcelLine(1, 1);
    static final ParcelLine BOTH_MUGS = new ParcelLine(1, 2);
    static final ParcelLine THE_LAMP = new ParcelLine(2, 1);

    static Scenario confirmed() {
        return given(PLACED, new OrderConfirmed(ORDER));
    }

    static ShipOrder ship(ParcelId parcel, ParcelLine... lines) {
        return new ShipOrder(ORDER, parcel, "Royal Mail", "RM1", List.of(lines));
    }

    static OrderShipped shipped(ParcelId parcel, boolean complete, ParcelLine... lines) {
        return new OrderShipped(ORDER, parcel, "Royal Mail", "RM1", List.of(lines), complete);
    }

    @Test
    void a_parcel_without_lines_takes_all_that_remains() {
        confirmed().when(ship(PARCEL)).then(shipped(PARCEL, true, BOTH_MUGS, THE_LAMP));
        confirmed()
                .andGiven(shipped(PARCEL, false, ONE_MUG))
                .when(ship(OTHER_PARCEL))
                .then(shipped(OTHER_PARCEL, true, ONE_MUG, THE_LAMP));
    }

    @Test
    void an_order_is_shipped_completely_once_nothing_remains() {
        confirmed().when(ship(PARCEL, ONE_MUG)).then(shipped(PARCEL, false, ONE_MUG));
        confirmed().when(ship(PARCEL, BOTH_MUGS)).then(shipped(PARCEL, false, BOTH_MUGS));
        confirmed()
                .andGiven(shipped(PARCEL, false, BOTH_MUGS))
                .when(ship(OTHER_PARCEL, THE_LAMP))
                .then(shipped(OTHER_PARCEL, true, THE_LAMP));
    }

    @Test
    void a_line_named_twice_counts_with_its_sum() {
        confirmed().when(ship(PARCEL, ONE_MUG, THE_LAMP, ONE_MUG)).then(shipped(PARCEL, true, BOTH_MUGS, THE_LAMP));
        confirmed()
                .when(ship(PARCEL, new ParcelLine(1, Integer.MAX_VALUE), new ParcelLine(1, Integer.MAX_VALUE)))
                .thenRejected("order.more-than-remaining", CONFLICT);
    }

    @Test
    void the_same_parcel_again_changes_nothing() {
        confirmed()
                .andGiven(shipped(PARCEL, true, BOTH_MUGS, THE_LAMP))
                .when(ship(PARCEL))
                .thenNothing();
        confirmed()
                .andGiven(shipped(PARCEL, false, BOTH_MUGS))
                .when(ship(PARCEL, ONE_MUG, ONE_MUG))
                .thenNothing();
    }

    @Test
    void a_parcel_does_not_change_once_it_left() {
        confirmed()
                .andGiven(shipped(PARCEL, false, ONE_MUG))
                .when(ship(PARCEL, THE_LAMP))
                .thenRejected("order.parcel-exists", CONFLICT);
        confirmed()
                .andGiven(shipped(PARCEL, false, ONE_MUG))
                .when(new ShipOrder(ORDER, PARCEL, "DHL", "RM1", List.of(ONE_MUG)))
                .thenRejected("order.parcel-exists", CONFLICT);
    }

    @Test
    void more_than_remains_is_not_shipped() {
        confirmed().when(ship(PARCEL, new ParcelLine(1, 3))).thenRejected("order.more-than-remaining", CONFLICT);
        confirmed()
                .andGiven(shipped(PARCEL, false, BOTH_MUGS))
                .when(ship(OTHER_PARCEL, ONE_MUG))
                .thenRejected("order.more-than-remaining", CONFLICT);
        confirmed()
                .andGiven(shipped(PARCEL, true, BOTH_MUGS, THE_LAMP))
                .when(ship(OTHER_PARCEL))
                .thenRejected("order.nothing-to-ship", CONFLICT);
    }

    @Test
    void a_parcel_s_lines_are_the_order_s() {
        confirmed()
                .when(ship(PARCEL, ONE_MUG, new ParcelLine(3, 1)))
                .thenInvalid("order.line-not-found", "lines[1].line");
        confirmed().when(ship(PARCEL, new ParcelLine(1, 0))).thenInvalid("order.invalid-quantity", "lines[0].quantity");
        confirmed().when(ship(PARCEL, new ParcelLine(1, -1))).thenRejected("order.invalid-quantity", INVALID);
    }

    @Test
    void a_parcel_has_a_carrier_and_a_tracking_number() {
        confirmed()
                .when(new ShipOrder(ORDER, PARCEL, " ", "RM1", List.of()))
                .thenInvalid("order.invalid-carrier", "carrier");
        confirmed()
                .when(new ShipOrder(ORDER, PARCEL, "DHL", "x".repeat(101), List.of()))
                .thenInvalid("order.invalid-tracking-number", "trackingNumber");
    }

    @Test
    void only_a_confirmed_order_is_shipped() {
        given((Object) PLACED).when(ship(PARCEL)).thenRejected("order.not-shippable", CONFLICT);
        confirmed()
                .andGiven(new OrderCancelled(ORDER, ""))
                .when(ship(PARCEL))
                .thenRejected("order.not-shippable", CONFLICT);
        given().when(ship(PARCEL)).thenRejected("order.not-found", NOT_FOUND);
    }

    @Test
    void an_order_is_delivered_once_all_of_it_arrived() {
        confirmed()
                .andGiven(shipped(PARCEL, true, BOTH_MUGS, THE_LAMP))
                .when(new DeliverParcel(ORDER, PARCEL))
                .then(new OrderDelivered(ORDER, PARCEL, true));
        confirmed()
                .andGiven(shipped(PARCEL, false, BOTH_MUGS))
                .when(new DeliverParcel(ORDER, PARCEL))
                .then(new OrderDelivered(ORDER, PARCEL, false));
        var bothShipped =
                confirmed().andGiven(shipped(PARCEL, false, BOTH_MUGS), shipped(OTHER_PARCEL, true, THE_LAMP));
        bothShipped.when(new DeliverParcel(ORDER, OTHER_PARCEL)).then(new OrderDelivered(ORDER, OTHER_PARCEL, false));
        bothShipped
                .andGiven(new OrderDelivered(ORDER, OTHER_PARCEL, false))
                .when(new DeliverParcel(ORDER, PARCEL))
                .then(new OrderDelivered(ORDER, PARCEL, true));
    }

    @Test
    void a_parcel_arrives_once_and_only_if_it_left() {
        confirmed()
                .andGiven(shipped(PARCEL, false, BOTH_MUGS), new OrderDelivered(ORDER, PARCEL, false))
                .when(new DeliverParcel(ORDER, PARCEL))
                .thenNothing();
        confirmed().when(new DeliverParcel(ORDER, PARCEL)).thenRejected("order.parcel-not-found", NOT_FOUND);
        given().when(new DeliverParcel(ORDER, PARCEL)).thenRejected("order.not-found", NOT_FOUND);
    }
}
