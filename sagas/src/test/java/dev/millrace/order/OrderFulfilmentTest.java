package dev.millrace.order;

import static dev.millrace.order.FulfilmentFixture.EXPIRY;
import static dev.millrace.order.FulfilmentFixture.NOW;
import static dev.millrace.order.FulfilmentFixture.ORDER;
import static dev.millrace.order.FulfilmentFixture.PAYMENT;
import static dev.millrace.order.FulfilmentFixture.TOTAL;
import static dev.millrace.order.FulfilmentFixture.after;
import static dev.millrace.order.FulfilmentFixture.authorised;
import static dev.millrace.order.FulfilmentFixture.cancelled;
import static dev.millrace.order.FulfilmentFixture.captured;
import static dev.millrace.order.FulfilmentFixture.confirmed;
import static dev.millrace.order.FulfilmentFixture.declined;
import static dev.millrace.order.FulfilmentFixture.expired;
import static dev.millrace.order.FulfilmentFixture.failed;
import static dev.millrace.order.FulfilmentFixture.placed;
import static dev.millrace.order.FulfilmentFixture.refunded;
import static dev.millrace.order.FulfilmentFixture.rejected;
import static dev.millrace.order.FulfilmentFixture.released;
import static dev.millrace.order.FulfilmentFixture.requested;
import static dev.millrace.order.FulfilmentFixture.reserved;
import static dev.millrace.order.FulfilmentFixture.voided;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.id.ParcelId;
import dev.millrace.id.Sku;
import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockCommand.ReleaseStock;
import dev.millrace.inventory.StockCommand.ReserveStock;
import dev.millrace.inventory.StockCommand.ShipStock;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.order.OrderCommand.ConfirmOrder;
import dev.millrace.order.OrderCommand.RejectOrder;
import dev.millrace.order.OrderEvent.OrderDelivered;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.payment.PaymentCommand.RecordDecline;
import dev.millrace.payment.PaymentCommand.RequestPayment;
import dev.millrace.payment.PaymentOperation;
import dev.millrace.processes.ProcessStep.Call;
import dev.millrace.processes.ProcessStep.CallAt;
import dev.millrace.processes.ProcessStep.End;
import dev.millrace.processes.ProcessStep.Forget;
import dev.millrace.processes.ProcessStep.Send;
import dev.millrace.processes.ProcessStep.WakeAt;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrderFulfilmentTest {

    private static final Instant LATER = NOW.plusSeconds(1);

    @Nested
    class On_the_way_to_a_confirmed_order {

        @Test
        void a_placed_order_has_its_stock_reserved_for_the_period() {
            assertThat(after(placed())).containsExactly(new Send(new ReserveStock(ORDER, EXPIRY)));
        }

        @Test
        void reserved_stock_is_watched_and_the_payment_requested() {
            assertThat(after(placed(), reserved()))
                    .containsExactly(
                            new WakeAt("expiry", EXPIRY),
                            new Send(new RequestPayment(PAYMENT, ORDER, TOTAL, "tok_approve")));
        }

        @Test
        void a_requested_payment_is_authorised() {
            assertThat(after(placed(), reserved(), requested())).containsExactly(new Call("authorise"));
        }

        @Test
        void an_authorised_payment_is_captured() {
            assertThat(after(placed(), reserved(), requested(), authorised())).containsExactly(new Call("capture"));
        }

        @Test
        void a_captured_payment_confirms_the_order_and_ends_the_watch() {
            assertThat(after(placed(), reserved(), requested(), authorised(), captured()))
                    .containsExactly(new Forget("expiry"), new Send(new ConfirmOrder(ORDER)));
        }

        @Test
        void a_shipped_parcel_takes_its_goods_out_of_stock() {
            var parcel = ParcelId.next();
            assertThat(after(
                            placed(),
                            reserved(),
                            captured(),
                            confirmed(),
                            new OrderShipped(ORDER, parcel, "DPD", "1", List.of(), true)))
                    .containsExactly(new Send(new ShipStock(ORDER, parcel)));
        }
    }

    @Nested
    class When_all_has_arrived {

        @Test
        void nothing_more_will_follow() {
            var parcel = ParcelId.next();
            assertThat(after(placed(), reserved(), captured(), confirmed(), new OrderDelivered(ORDER, parcel, false)))
                    .isEmpty();
            assertThat(after(placed(), reserved(), captured(), confirmed(), new OrderDelivered(ORDER, parcel, true)))
                    .containsExactly(new End());
        }
    }

    @Nested
    class When_stock_is_missing {

        @Test
        void the_order_is_rejected_naming_what_is_missing() {
            var refused = new StockReservationRefused(ORDER, List.of(new Shortage(new Sku("22423"), 5, 2)));
            assertThat(after(placed(), refused))
                    .containsExactly(new Send(
                            new RejectOrder(ORDER, OrderRejectionReason.STOCK_MISSING, "22423 (5 asked for, 2 free)")));
        }

        @Test
        void of_many_missing_things_the_first_are_named() {
            var shortages = IntStream.range(0, 1114)
                    .mapToObj(i -> new Shortage(new Sku("S" + i), 1, 0))
                    .toList();
            assertThat(after(placed(), new StockReservationRefused(ORDER, shortages)))
                    .singleElement()
                    .asString()
                    .contains("S19 (1 asked for, 0 free) and 1094 more")
                    .doesNotContain("S20 ");
        }
    }

    @Nested
    class When_no_money_comes {

        @Test
        void a_declined_payment_releases_the_stock_before_the_order_is_rejected() {
            assertThat(after(placed(), reserved(), requested(), declined("card-declined")))
                    .containsExactly(
                            release("payment-declined"),
                            reject(OrderRejectionReason.PAYMENT_DECLINED, "card-declined: no"));
        }

        @Test
        void a_silent_gateway_is_asked_again_then() {
            assertThat(after(placed(), reserved(), requested(), failed(PaymentOperation.AUTHORISE, 1, LATER)))
                    .containsExactly(new CallAt("authorise", LATER));
        }

        @Test
        void a_gateway_silent_to_the_last_attempt_counts_as_a_decline() {
            assertThat(after(
                            placed(),
                            reserved(),
                            requested(),
                            failed(PaymentOperation.AUTHORISE, 2, LATER),
                            failed(PaymentOperation.AUTHORISE, 3, null)))
                    .containsExactly(new Send(new RecordDecline(
                            PAYMENT, ORDER, "gateway-silent", "no answer in 3 attempts, the last: timeout")));
        }

        @Test
        void what_a_silent_gateway_may_have_authorised_unheard_is_voided() {
            assertThat(after(placed(), reserved(), requested(), declined("gateway-silent")))
                    .containsExactly(
                            release("payment-declined"),
                            reject(OrderRejectionReason.PAYMENT_DECLINED, "gateway-silent: no"),
                            new Call("void"));
        }

        @Test
        void an_authorisation_that_the_gateway_took_back_is_as_a_decline() {
            assertThat(after(placed(), reserved(), requested(), authorised(), voided()))
                    .containsExactly(
                            release("payment-declined"), reject(OrderRejectionReason.PAYMENT_DECLINED, "order-over"));
        }
    }

    @Nested
    class When_the_reservation_ends {

        @Test
        void an_unpaid_order_loses_its_stock_and_is_rejected() {
            assertThat(expired(placed(), reserved(), requested(), authorised()))
                    .containsExactly(
                            release("reservation-expired"),
                            reject(OrderRejectionReason.RESERVATION_EXPIRED, "not paid before the reservation ended"));
        }

        @Test
        void an_order_whose_stock_is_released_already_is_still_to_be_rejected() {
            assertThat(expired(placed(), reserved(), requested(), released()))
                    .containsExactly(
                            reject(OrderRejectionReason.RESERVATION_EXPIRED, "not paid before the reservation ended"));
        }

        @Test
        void a_paid_order_is_left_alone() {
            assertThat(expired(placed(), reserved(), requested(), authorised(), captured()))
                    .isEmpty();
            assertThat(expired(placed(), reserved(), requested(), captured(), confirmed()))
                    .isEmpty();
        }

        @Test
        void an_order_that_is_over_is_left_alone() {
            assertThat(expired(placed(), reserved(), cancelled())).isEmpty();
        }

        @Test
        void money_that_came_when_the_stock_was_gone_is_refunded_and_then_the_order_rejected() {
            assertThat(after(placed(), reserved(), requested(), authorised(), released(), captured()))
                    .containsExactly(new Call("refund"));
            assertThat(after(placed(), reserved(), requested(), authorised(), released(), captured(), refunded()))
                    .containsExactly(reject(OrderRejectionReason.RESERVATION_EXPIRED, "paid after its stock was gone"));
        }

        @Test
        void an_authorisation_of_a_rejected_order_is_voided() {
            assertThat(after(placed(), reserved(), requested(), released(), rejected(), authorised()))
                    .containsExactly(new Call("void"));
            assertThat(after(placed(), reserved(), requested(), authorised(), released(), rejected()))
                    .containsExactly(new Forget("expiry"), new Call("void"));
        }
    }

    @Nested
    class When_an_order_is_cancelled {

        private final Send release = release("order-cancelled");

        @Test
        void its_stock_is_released() {
            assertThat(after(placed(), reserved(), cancelled())).containsExactly(new Forget("expiry"), release);
        }

        @Test
        void stock_reserved_too_late_is_released() {
            assertThat(after(placed(), cancelled(), reserved())).containsExactly(release);
        }

        @Test
        void a_charge_under_way_is_voided_whatever_the_gateway_has_heard_of_it() {
            assertThat(after(placed(), reserved(), requested(), cancelled()))
                    .containsExactly(new Forget("expiry"), release, new Call("void"));
        }

        @Test
        void an_authorised_payment_is_voided() {
            assertThat(after(placed(), reserved(), requested(), authorised(), cancelled()))
                    .containsExactly(new Forget("expiry"), release, new Call("void"));
        }

        @Test
        void a_captured_payment_is_refunded() {
            assertThat(after(placed(), reserved(), requested(), authorised(), captured(), confirmed(), cancelled()))
                    .containsExactly(new Forget("expiry"), release, new Call("refund"));
        }

        @Test
        void a_capture_that_is_recorded_afterwards_is_refunded() {
            assertThat(after(placed(), reserved(), requested(), authorised(), cancelled(), captured()))
                    .containsExactly(new Call("refund"));
        }

        @Test
        void a_charge_that_failed_meanwhile_is_voided_instead_of_tried_again() {
            assertThat(after(
                            placed(),
                            reserved(),
                            requested(),
                            cancelled(),
                            failed(PaymentOperation.AUTHORISE, 1, LATER)))
                    .containsExactly(new Call("void"));
        }

        @Test
        void a_refund_that_fails_is_tried_again() {
            assertThat(after(
                            placed(),
                            reserved(),
                            requested(),
                            authorised(),
                            captured(),
                            cancelled(),
                            failed(PaymentOperation.REFUND, 9, LATER)))
                    .containsExactly(new CallAt("refund", LATER));
        }

        @Test
        void nothing_is_left_to_be_done_once_the_money_is_back() {
            assertThat(after(placed(), reserved(), requested(), authorised(), cancelled(), released(), voided()))
                    .containsExactly(new End());
            assertThat(after(placed(), reserved(), captured(), cancelled(), released(), refunded()))
                    .containsExactly(new End());
        }
    }

    @Nested
    class When_an_event_comes_again {

        @Test
        void nothing_is_done_twice_to_an_order_that_has_gone_on() {
            var whole =
                    FulfilmentFixture.given(placed(), reserved(), requested(), authorised(), captured(), confirmed());
            assertThat(FulfilmentFixture.FULFILMENT.next(whole, placed(), NOW)).isEmpty();
            assertThat(FulfilmentFixture.FULFILMENT.next(whole, requested(), NOW))
                    .isEmpty();
            assertThat(FulfilmentFixture.FULFILMENT.next(whole, authorised(), NOW))
                    .isEmpty();
            assertThat(FulfilmentFixture.FULFILMENT.next(whole, captured(), NOW))
                    .isEmpty();
        }
    }

    private static Send release(String reason) {
        return new Send(new ReleaseStock(ORDER, reason));
    }

    private static Send reject(OrderRejectionReason reason, String detail) {
        return new Send(new RejectOrder(ORDER, reason, detail));
    }
}
