package dev.millrace.schema;

import static dev.millrace.schema.EventSamples.ALLOCATIONS;
import static dev.millrace.schema.EventSamples.CART;
import static dev.millrace.schema.EventSamples.HOLDER;
import static dev.millrace.schema.EventSamples.LANTERN;
import static dev.millrace.schema.EventSamples.NOON;
import static dev.millrace.schema.EventSamples.ORDER;
import static dev.millrace.schema.EventSamples.PARCEL;
import static dev.millrace.schema.EventSamples.PAYMENT;
import static dev.millrace.schema.EventSamples.PRICE;
import static dev.millrace.schema.EventSamples.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartEvent;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.inventory.Shortage;
import dev.millrace.inventory.StockEvent;
import dev.millrace.inventory.StockEvent.StockReceived;
import dev.millrace.inventory.StockEvent.StockReleased;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.inventory.StockEvent.StockShipped;
import dev.millrace.inventory.StockLevel;
import dev.millrace.order.OrderEvent;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import dev.millrace.payment.PaymentEvent;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.process.ProcessEvent;
import dev.millrace.product.ProductEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AnnotationBasedTagResolver;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventTagsTest {

    private static final Tag ORDER_TAG = new Tag("order", ORDER.toString());
    private static final Tag HOLDER_TAG = new Tag("sku", "85123A");

    static Stream<BusinessEvent> stockOfAnOrder() {
        return Stream.of(
                new StockReserved(ORDER, ALLOCATIONS, NOON),
                new StockReleased(ORDER, ALLOCATIONS, "declined"),
                new StockShipped(ORDER, PARCEL, ALLOCATIONS));
    }

    @ParameterizedTest
    @MethodSource("stockOfAnOrder")
    void stock_that_moves_for_an_order_is_tagged_with_the_order_and_each_sku(BusinessEvent event) {
        assertThat(tags(event)).containsExactlyInAnyOrder(ORDER_TAG, HOLDER_TAG, new Tag("sku", LANTERN.value()));
    }

    @Test
    void a_refused_reservation_is_no_event_of_the_skus_it_could_not_have() {
        assertThat(tags(new StockReservationRefused(ORDER, List.of(new Shortage(HOLDER, 6, 2)))))
                .containsExactly(ORDER_TAG);
    }

    @Test
    void a_receipt_is_tagged_with_its_sku() {
        assertThat(tags(new StockReceived(HOLDER, WAREHOUSE, 1, new StockLevel(1, 0), null)))
                .containsExactly(HOLDER_TAG);
    }

    @Test
    void a_guest_s_cart_has_no_customer() {
        assertThat(tags(new CartOpened(CART, null, CurrencyUnit.GBP)))
                .containsExactly(new Tag("cart", CART.toString()));
    }

    @Test
    void an_event_of_an_order_s_payment_is_an_event_of_the_order() {
        assertThat(tags(new PaymentCaptured(PAYMENT, ORDER, PRICE)))
                .containsExactlyInAnyOrder(ORDER_TAG, new Tag("payment", PAYMENT.toString()));
        assertThat(tags(new OrderConfirmed(ORDER))).containsExactly(ORDER_TAG);
    }

    @ParameterizedTest
    @FieldSource("dev.millrace.schema.EventSamples#ALL")
    void every_event_carries_the_tag_of_what_it_is_about(BusinessEvent event) {
        Set<String> keys = tags(event).stream().map(Tag::key).collect(Collectors.toSet());
        if (event instanceof ProcessEvent) {
            assertThat(keys).as("it depends on the process, which gives it").isEmpty();
            return;
        }
        assertThat(keys)
                .contains(
                        switch (event) {
                            case CartEvent _ -> "cart";
                            case OrderEvent _ -> "order";
                            case PaymentEvent _ -> "order";
                            case ProductEvent _ -> "product";
                            case StockEvent stock -> stock.skus().isEmpty() ? "order" : "sku";
                            default -> throw new AssertionError("a family without a tag: " + event);
                        });
    }

    private static Set<Tag> tags(BusinessEvent event) {
        return new AnnotationBasedTagResolver()
                .resolve(new GenericEventMessage(new MessageType(event.getClass()), event));
    }
}
