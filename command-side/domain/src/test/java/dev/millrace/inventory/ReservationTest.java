package dev.millrace.inventory;

import static dev.millrace.domain.Samples.LAMP;
import static dev.millrace.domain.Samples.LEEDS;
import static dev.millrace.domain.Samples.MUG;
import static dev.millrace.domain.Samples.NOON;
import static dev.millrace.domain.Samples.ORDER;
import static dev.millrace.domain.Samples.YORK;
import static dev.millrace.domain.Samples.allocation;
import static dev.millrace.domain.Samples.line;
import static dev.millrace.domain.Samples.placed;
import static dev.millrace.domain.Samples.received;
import static dev.millrace.domain.Samples.reserved;
import static dev.millrace.domain.Scenario.given;
import static dev.millrace.eventstore.decision.Rejection.Kind.CONFLICT;
import static dev.millrace.eventstore.decision.Rejection.Kind.NOT_FOUND;
import static dev.millrace.inventory.Reservation.MOST_ALLOCATIONS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.decision.Decision;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderLine;
import dev.millrace.order.OrderRejectionReason;
import dev.millrace.schema.EventJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReservationTest {

    static final ReserveStock RESERVE = new ReserveStock(ORDER, NOON);
    static final OrderPlaced TWO_MUGS = placed(line(1, MUG, 2, "2.50"));

    @Test
    void all_lines_are_reserved_in_one_event() {
        given(received(MUG, LEEDS, 5), received(LAMP, LEEDS, 1))
                .andGiven(placed(line(1, MUG, 2, "2.50"), line(2, LAMP, 1, "9.00")))
                .when(RESERVE)
                .then(reserved(allocation(MUG, LEEDS, 2, 5, 2), allocation(LAMP, LEEDS, 1, 1, 1)));
    }

    @Test
    void one_line_too_many_and_nothing_is_reserved() {
        given(received(MUG, LEEDS, 5), received(LAMP, LEEDS, 1))
                .andGiven(placed(line(1, MUG, 2, "2.50"), line(2, LAMP, 2, "9.00")))
                .when(RESERVE)
                .then(new StockReservationRefused(ORDER, List.of(new Shortage(LAMP, 2, 1))));
    }

    @Test
    void every_shortage_is_told_and_unknown_stock_is_none() {
        given(received(LAMP, LEEDS, 1))
                .andGiven(placed(line(1, MUG, 2, "2.50"), line(2, LAMP, 2, "9.00")))
                .when(RESERVE)
                .then(new StockReservationRefused(ORDER, List.of(new Shortage(MUG, 2, 0), new Shortage(LAMP, 2, 1))));
    }

    @Test
    void lines_of_the_same_sku_share_its_stock() {
        given(received(MUG, LEEDS, 5), placed(line(1, MUG, 2, "2.50"), line(2, MUG, 3, "2.00")))
                .when(RESERVE)
                .then(reserved(allocation(MUG, LEEDS, 5, 5, 5)));
        given(received(MUG, LEEDS, 4), placed(line(1, MUG, 2, "2.50"), line(2, MUG, 3, "2.00")))
                .when(RESERVE)
                .then(new StockReservationRefused(ORDER, List.of(new Shortage(MUG, 5, 4))));
    }

    @Test
    void what_others_hold_is_not_free() {
        given(received(MUG, LEEDS, 5), received(MUG, LEEDS, 1, 6, 5), TWO_MUGS)
                .when(RESERVE)
                .then(new StockReservationRefused(ORDER, List.of(new Shortage(MUG, 2, 1))));
    }

    @Test
    void a_warehouse_that_can_fill_the_sku_alone_does() {
        given(received(MUG, LEEDS, 1), received(MUG, YORK, 2), TWO_MUGS)
                .when(RESERVE)
                .then(reserved(allocation(MUG, YORK, 2, 2, 2)));
    }

    @Test
    void otherwise_the_fullest_give_first_and_equals_go_by_name() {
        WarehouseId hull = new WarehouseId("hull");
        given(received(MUG, YORK, 3), received(MUG, LEEDS, 3), received(MUG, hull, 4))
                .andGiven(placed(line(1, MUG, 8, "2.50")))
                .when(RESERVE)
                .then(reserved(
                        allocation(MUG, hull, 4, 4, 4),
                        allocation(MUG, LEEDS, 3, 3, 3),
                        allocation(MUG, YORK, 1, 3, 1)));
    }

    @Test
    void a_repeated_reservation_changes_nothing_whatever_came_of_the_first() {
        var reserved = reserved(allocation(MUG, LEEDS, 2, 5, 2));
        var released = new StockReleased(ORDER, List.of(allocation(MUG, LEEDS, 2, 5, 0)), "expired");
        given(received(MUG, LEEDS, 5), TWO_MUGS, reserved).when(RESERVE).thenNothing();
        given(received(MUG, LEEDS, 5), TWO_MUGS, reserved, released)
                .when(RESERVE)
                .thenNothing();
        given(received(MUG, LEEDS, 5), TWO_MUGS, reserved, new OrderConfirmed(ORDER))
                .when(RESERVE)
                .thenNothing();
        given(TWO_MUGS, new StockReservationRefused(ORDER, List.of()), received(MUG, LEEDS, 5))
                .when(RESERVE)
                .thenNothing();
    }

    @Test
    void only_a_pending_order_reserves() {
        given(received(MUG, LEEDS, 5), TWO_MUGS, new OrderCancelled(ORDER, ""))
                .when(RESERVE)
                .thenRejected("order.not-reservable", CONFLICT);
        given(received(MUG, LEEDS, 5), TWO_MUGS)
                .andGiven(new OrderRejected(ORDER, OrderRejectionReason.STOCK_MISSING, ""))
                .when(RESERVE)
                .thenRejected("order.not-reservable", CONFLICT);
        given(received(MUG, LEEDS, 5)).when(RESERVE).thenRejected("order.not-found", NOT_FOUND);
    }

    @Test
    void an_order_of_2000_lines_of_a_million_each_can_be_refused() {
        OrderLine[] lines = IntStream.rangeClosed(1, 2000)
                .mapToObj(i -> line(i, MUG, 1_000_000, "0.01"))
                .toArray(OrderLine[]::new);
        given((Object) placed(lines))
                .when(RESERVE)
                .then(new StockReservationRefused(ORDER, List.of(new Shortage(MUG, 2_000_000_000, 0))));
    }

    @Test
    void an_order_of_1114_skus_is_reserved_like_one_of_three() {
        List<Sku> skus = IntStream.rangeClosed(1, 1114)
                .mapToObj(i -> new Sku("SKU-" + i))
                .toList();
        OrderLine[] lines = IntStream.rangeClosed(1, 1114)
                .mapToObj(i -> line(i, skus.get(i - 1), 3, "1.00"))
                .toArray(OrderLine[]::new);
        given(skus.stream().map(sku -> received(sku, LEEDS, 3)).toArray())
                .andGiven(placed(lines))
                .when(RESERVE)
                .then(reserved(skus.stream()
                        .map(sku -> allocation(sku, LEEDS, 3, 3, 3))
                        .toArray(Allocation[]::new)));
    }

    @Test
    void an_order_that_could_only_be_had_from_too_many_warehouses_is_refused_as_short() {
        OrderHold order =
                OrderHold.NONE.evolve(placed(line(1, MUG, MOST_ALLOCATIONS - 1, "0.01"), line(2, LAMP, 2, "0.01")));
        Map<WarehouseId, StockLevel> one = IntStream.range(1, MOST_ALLOCATIONS)
                .boxed()
                .collect(toMap(i -> new WarehouseId("w-" + i), i -> new StockLevel(1, 0)));
        var spread = new SkuStock(LAMP, Map.of(LEEDS, new StockLevel(1, 0), YORK, new StockLevel(1, 0)));
        assertThat(Reservation.decide(RESERVE, order, Map.of(MUG, new SkuStock(MUG, one), LAMP, spread)))
                .isEqualTo(Decision.accept(new StockReservationRefused(ORDER, List.of(new Shortage(LAMP, 2, 1)))));
        var together = new SkuStock(LAMP, Map.of(LEEDS, new StockLevel(2, 0)));
        assertThat(Reservation.decide(RESERVE, order, Map.of(MUG, new SkuStock(MUG, one), LAMP, together)))
                .isInstanceOfSatisfying(
                        Decision.Accepted.class,
                        accepted -> assertThat(
                                        ((StockReserved) accepted.events().getFirst()).allocations())
                                .hasSize(MOST_ALLOCATIONS));
    }

    /** Kafka's records hold 8 MiB here, the envelope's headers included. */
    @Test
    void the_largest_event_there_can_be_fits_into_a_record() {
        var longest = new Allocation(
                new Sku("S".repeat(64)),
                new WarehouseId("w".repeat(32)),
                Integer.MAX_VALUE,
                new StockLevel(StockCount.MOST_ON_HAND, StockCount.MOST_ON_HAND));
        var event = reserved(Collections.nCopies(MOST_ALLOCATIONS, longest).toArray(Allocation[]::new));
        assertThat(EventJson.mapper().writeValueAsBytes(event)).hasSizeLessThan(4 << 20);
    }
}
