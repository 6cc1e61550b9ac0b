package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {

    private final JsonMapper mapper = EventJson.mapper();

    @ParameterizedTest
    @FieldSource("dev.millrace.schema.EventSamples#ALL")
    void an_event_comes_back_as_it_went(BusinessEvent event) {
        byte[] json = mapper.writeValueAsBytes(event);
        assertThat((Object) mapper.readValue(json, event.getClass())).isEqualTo(event);
    }

    @Test
    void there_is_a_sample_of_every_event() {
        assertThat(EventSamples.ALL.stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(EventCatalog.types());
    }

    @Test
    void money_says_that_it_is_in_minor_units_and_times_are_iso_8601() {
        assertThat(json(OrderPlaced.class)).isEqualTo("""
                {"orderId":"0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f11","cartId":"0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10",\
                "customerId":"17850","email":"someone@example.org","country":"GB",\
                "lines":[{"line":1,"sku":"85123A","name":"Holder","quantity":6,\
                "unitPrice":{"minorUnits":1250,"currency":"GBP"}}],\
                "total":{"minorUnits":7500,"currency":"GBP"},"orderedAt":"2026-12-01T12:00:00.123456Z",\
                "paymentToken":"tok_approve"}""");
    }

    @Test
    void what_follows_from_other_fields_is_not_written() {
        assertThat(json(StockReserved.class)).isEqualTo("""
                {"orderId":"0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f11","allocations":[\
                {"sku":"85123A","warehouse":"leicester","quantity":6,"after":{"onHand":100,"reserved":6}},\
                {"sku":"71053","warehouse":"leicester","quantity":2,"after":{"onHand":50,"reserved":2}},\
                {"sku":"85123A","warehouse":"hull","quantity":1,"after":{"onHand":1,"reserved":1}}],\
                "expiresAt":"2026-12-01T12:00:00.123456Z"}""");
    }

    @Test
    void enums_are_in_kebab_case() {
        assertThat(json(OrderRejected.class)).contains("\"reason\":\"stock-missing\"");
    }

    @Test
    void an_absent_field_is_left_out() {
        assertThat(mapper.writeValueAsString(new CartOpened(EventSamples.CART, null, CurrencyUnit.GBP)))
                .isEqualTo("{\"cartId\":\"0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10\",\"currency\":\"GBP\"}");
    }

    @Test
    void a_field_that_a_newer_writer_added_is_ignored() {
        assertThat(mapper.readValue(
                        "{\"cartId\":\"0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10\",\"currency\":\"GBP\",\"gift\":true}",
                        CartOpened.class))
                .isEqualTo(new CartOpened(EventSamples.CART, null, CurrencyUnit.GBP));
    }

    private String json(Class<? extends BusinessEvent> type) {
        return mapper.writeValueAsString(
                EventSamples.ALL.stream().filter(type::isInstance).findFirst().orElseThrow());
    }
}
