package dev.millrace.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.eventstore.Actor;
import dev.millrace.id.CartId;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import dev.millrace.id.PaymentId;
import dev.millrace.id.Sku;
import dev.millrace.id.WarehouseId;
import dev.millrace.inventory.Allocation;
import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.inventory.StockLevel;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.payment.PaymentOperation;
import dev.millrace.representation.RecordedEvent;
import dev.millrace.schema.BusinessEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class OrderJourneyTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final OrderId ORDER = OrderId.next();
    private static final PaymentId PAYMENT = PaymentId.next();
    private static final ParcelId PARCEL = ParcelId.next();
    private static final Sku LANTERN = new Sku("85123A");
    private static final Money TOTAL = Money.parse("GBP 12.50");
    private static final Instant EXPIRY = NOON.plus(Duration.ofMinutes(15));

    private final OrderPlaced placed = new OrderPlaced(
            ORDER,
            CartId.next(),
            null,
            "ann@example.org",
            "GB",
            List.of(new OrderLine(1, LANTERN, "LANTERN", 5, Money.parse("GBP 2.50"))),
            TOTAL,
            NOON,
            "tok_approve");
    private final List<Allocation> allocations =
            List.of(new Allocation(LANTERN, new WarehouseId("main"), 5, new StockLevel(10, 5)));
    private final StockReserved reserved = new StockReserved(ORDER, allocations, EXPIRY);
    private final StockReleased released = new StockReleased(ORDER, allocations, "the payment was declined");
    private final PaymentRequested requested = new PaymentRequested(PAYMENT, ORDER, TOTAL, "tok_approve");
    private final PaymentAuthorised authorised = new PaymentAuthorised(PAYMENT, ORDER, TOTAL, "auth-1");
    private final PaymentCaptured captured = new PaymentCaptured(PAYMENT, ORDER, TOTAL);
    private final OrderConfirmed confirmed = new OrderConfirmed(ORDER);

    @Test
    void an_order_that_was_just_placed_waits_for_its_stock() {
        OrderJourney journey = given(placed);

        assertThat(journey.stepsWithExpected())
                .extracting(JourneyStep::name, JourneyStep::status)
                .containsExactly(
                        tuple(StepName.PLACEMENT, StepStatus.DONE),
                        tuple(StepName.STOCK_RESERVATION, StepStatus.WAITING));
        assertThat(journey.progress().isFinal()).isFalse();
    }

    @Test
    void an_order_all_the_way_to_the_door() {
        OrderJourney journey = given(
                placed,
                reserved,
                requested,
                authorised,
                captured,
                confirmed,
                new OrderShipped(ORDER, PARCEL, "DHL", "JD01", List.of(new ParcelLine(1, 5)), true),
                new StockShipped(ORDER, PARCEL, allocations),
                new OrderDelivered(ORDER, PARCEL, true));

        assertThat(journey.stepsWithExpected())
                .extracting(JourneyStep::name, JourneyStep::status)
                .containsExactly(
                        tuple(StepName.PLACEMENT, StepStatus.DONE),
                        tuple(StepName.STOCK_RESERVATION, StepStatus.DONE),
                        tuple(StepName.PAYMENT_AUTHORISATION, StepStatus.DONE),
                        tuple(StepName.PAYMENT_CAPTURE, StepStatus.DONE),
                        tuple(StepName.CONFIRMATION, StepStatus.DONE),
                        tuple(StepName.SHIPMENT, StepStatus.DONE),
                        tuple(StepName.DELIVERY, StepStatus.DONE));
        assertThat(journey.deadlines().all())
                .extracting(JourneyDeadline::kind, JourneyDeadline::outcome, JourneyDeadline::closedBy)
                .containsExactly(tuple(JourneyDeadline.Kind.RESERVATION_EXPIRY, DeadlineOutcome.MET, 5L));
        assertThat(journey.progress().status()).isEqualTo(OrderStatus.DELIVERED);
        assertThat(journey.progress().isFinal()).isTrue();
    }

    @Test
    void an_order_whose_stock_is_missing_is_rejected() {
        OrderJourney journey = given(
                placed,
                new StockReservationRefused(ORDER, List.of(new Shortage(LANTERN, 5, 2))),
                new OrderRejected(ORDER, OrderRejectionReason.STOCK_MISSING, "85123A"));

        assertThat(journey.stepsWithExpected())
                .extracting(JourneyStep::name, JourneyStep::status, JourneyStep::detail)
                .containsExactly(
                        tuple(StepName.PLACEMENT, StepStatus.DONE, "1 line, GBP 12.50"),
                        tuple(StepName.STOCK_RESERVATION, StepStatus.FAILED, "85123A: 5 requested, 2 available"),
                        tuple(StepName.REJECTION, StepStatus.DONE, "stock-missing: 85123A"));
        assertThat(journey.progress().isFinal()).isTrue();
    }

    @Test
    void a_declined_payment_gives_the_stock_back() {
        OrderJourney journey = given(
                placed,
                reserved,
                requested,
                new PaymentDeclined(PAYMENT, ORDER, "insufficient-funds", "no money"),
                released,
                new OrderRejected(ORDER, OrderRejectionReason.PAYMENT_DECLINED, "insufficient-funds"));

        assertThat(journey.stepsWithExpected())
                .extracting(JourneyStep::name, JourneyStep::status, JourneyStep::compensates)
                .containsExactly(
                        tuple(StepName.PLACEMENT, StepStatus.DONE, null),
                        tuple(StepName.STOCK_RESERVATION, StepStatus.COMPENSATED, null),
                        tuple(StepName.PAYMENT_AUTHORISATION, StepStatus.FAILED, null),
                        tuple(StepName.STOCK_RELEASE, StepStatus.DONE, StepName.STOCK_RESERVATION),
                        tuple(StepName.REJECTION, StepStatus.DONE, null));
        assertThat(journey.deadlines().all())
                .extracting(JourneyDeadline::outcome)
                .containsExactly(DeadlineOutcome.DROPPED);
    }

    @Test
    void a_silent_gateway_is_asked_three_times_with_a_deadline_between() {
        Instant second = NOON.plusSeconds(10);
        Instant third = NOON.plusSeconds(30);
        List<BusinessEvent> untilSecondFailure =
                List.of(placed, reserved, requested, silent(1, second), silent(2, third));

        OrderJourney between = given(untilSecondFailure.toArray(BusinessEvent[]::new));
        assertThat(between.deadlines().all())
                .extracting(JourneyDeadline::kind, JourneyDeadline::dueAt, JourneyDeadline::open)
                .containsExactly(
                        tuple(JourneyDeadline.Kind.RESERVATION_EXPIRY, EXPIRY, true),
                        tuple(JourneyDeadline.Kind.RETRY, second, false),
                        tuple(JourneyDeadline.Kind.RETRY, third, true));

        OrderJourney end = given(
                placed,
                reserved,
                requested,
                silent(1, second),
                silent(2, third),
                new PaymentAttemptFailed(PAYMENT, ORDER, PaymentOperation.AUTHORISE, 3, "no answer in 5 s", null),
                new PaymentDeclined(PAYMENT, ORDER, "gateway-silent", "three attempts"),
                new PaymentVoided(PAYMENT, ORDER, "unheard authorisations"));
        JourneyStep authorisation = step(end, StepName.PAYMENT_AUTHORISATION);
        assertThat(authorisation.status()).isEqualTo(StepStatus.FAILED);
        assertThat(authorisation.attempts())
                .extracting(JourneyAttempt::number, JourneyAttempt::status, JourneyAttempt::retryAt)
                .containsExactly(
                        tuple(1, StepStatus.FAILED, second),
                        tuple(2, StepStatus.FAILED, third),
                        tuple(3, StepStatus.FAILED, null));
        assertThat(step(end, StepName.PAYMENT_VOID).status()).isEqualTo(StepStatus.DONE);
        assertThat(end.stepsWithExpected().getLast().name()).isEqualTo(StepName.STOCK_RELEASE);
    }

    @Test
    void a_gateway_that_answers_at_the_second_attempt_meets_the_retry() {
        OrderJourney journey = given(placed, reserved, requested, silent(1, NOON.plusSeconds(10)), authorised);

        assertThat(step(journey, StepName.PAYMENT_AUTHORISATION).attempts())
                .extracting(JourneyAttempt::status)
                .containsExactly(StepStatus.FAILED, StepStatus.DONE);
        assertThat(journey.deadlines().all().getLast().outcome()).isEqualTo(DeadlineOutcome.MET);
        assertThat(journey.stepsWithExpected().getLast().name()).isEqualTo(StepName.PAYMENT_CAPTURE);
    }

    @Test
    void an_order_cancelled_after_it_was_charged_is_settled_once_stock_and_money_are_back() {
        OrderCancelled cancelled = new OrderCancelled(ORDER, "changed my mind");
        StockReleased back = new StockReleased(ORDER, allocations, "cancelled");
        PaymentRefunded refunded = new PaymentRefunded(PAYMENT, ORDER, TOTAL, "cancelled");

        OrderJourney open = given(placed, reserved, requested, authorised, captured, cancelled);
        assertThat(open.stepsWithExpected())
                .filteredOn(JourneyStep::waits)
                .extracting(JourneyStep::name)
                .containsExactly(StepName.STOCK_RELEASE, StepName.PAYMENT_REFUND);
        assertThat(open.progress().isFinal()).isFalse();

        OrderJourney halfWay = given(placed, reserved, requested, authorised, captured, cancelled, refunded);
        assertThat(halfWay.progress().isFinal()).isFalse();

        OrderJourney settled = given(placed, reserved, requested, authorised, captured, cancelled, refunded, back);
        assertThat(settled.progress().isFinal()).isTrue();
        assertThat(step(settled, StepName.PAYMENT_CAPTURE).status()).isEqualTo(StepStatus.COMPENSATED);
        assertThat(step(settled, StepName.STOCK_RESERVATION).status()).isEqualTo(StepStatus.COMPENSATED);
        assertThat(step(settled, StepName.PAYMENT_REFUND).compensates()).isEqualTo(StepName.PAYMENT_CAPTURE);
    }

    @Test
    void a_reservation_that_ran_out_missed_its_deadline() {
        List<RecordedEvent> events = List.of(
                recorded(1, NOON, placed),
                recorded(2, NOON, reserved),
                recorded(3, EXPIRY.plusMillis(20), new StockReleased(ORDER, allocations, "expired")),
                recorded(
                        4,
                        EXPIRY.plusMillis(40),
                        new OrderRejected(ORDER, OrderRejectionReason.RESERVATION_EXPIRED, "")));

        JourneyDeadline deadline = OrderJourney.of(events).deadlines().all().getFirst();

        assertThat(deadline.outcome()).isEqualTo(DeadlineOutcome.MISSED);
        assertThat(deadline.closedBy()).isEqualTo(3);
    }

    @Test
    void each_parcel_has_its_shipment_and_its_delivery() {
        ParcelId second = ParcelId.next();
        OrderJourney journey = given(
                placed,
                reserved,
                requested,
                authorised,
                captured,
                confirmed,
                new OrderShipped(ORDER, PARCEL, "DHL", "JD01", List.of(new ParcelLine(1, 2)), false),
                new StockShipped(ORDER, PARCEL, allocations),
                new OrderShipped(ORDER, second, "UPS", "1Z", List.of(new ParcelLine(1, 3)), true),
                new OrderDelivered(ORDER, second, false));

        assertThat(journey.steps().all())
                .filteredOn(step -> step.parcelId() != null)
                .extracting(JourneyStep::name, JourneyStep::parcelId, JourneyStep::status, JourneyStep::detail)
                .containsExactly(
                        tuple(StepName.SHIPMENT, PARCEL.toString(), StepStatus.DONE, "DHL JD01"),
                        tuple(StepName.DELIVERY, PARCEL.toString(), StepStatus.WAITING, null),
                        tuple(StepName.SHIPMENT, second.toString(), StepStatus.WAITING, "UPS 1Z"),
                        tuple(StepName.DELIVERY, second.toString(), StepStatus.DONE, null));
        assertThat(journey.progress().isFinal()).isFalse();
    }

    @Test
    void every_step_names_its_events_and_their_causes() {
        JourneyEvent event =
                given(placed, reserved).steps().all().getLast().events().getFirst();

        assertThat(event)
                .isEqualTo(new JourneyEvent(
                        2, "id-2", "StockReserved", NOON.plusSeconds(2), "request-1", "cause-of-2", "person:ada"));
    }

    private static JourneyStep step(OrderJourney journey, StepName name) {
        return journey.steps().all().stream()
                .filter(step -> step.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private static PaymentAttemptFailed silent(int attempt, Instant retryAt) {
        return new PaymentAttemptFailed(
                PAYMENT, ORDER, PaymentOperation.AUTHORISE, attempt, "no answer in 5 s", retryAt);
    }

    private static OrderJourney given(BusinessEvent... events) {
        return OrderJourney.of(IntStream.range(0, events.length)
                .mapToObj(i -> recorded(i + 1, NOON.plusSeconds(i + 1), events[i]))
                .toList());
    }

    private static RecordedEvent recorded(long position, Instant time, BusinessEvent event) {
        return new RecordedEvent(
                position,
                "id-" + position,
                event.getClass().getSimpleName(),
                time,
                "request-1",
                "cause-of-" + position,
                Actor.parse("person:ada"),
                event);
    }
}
