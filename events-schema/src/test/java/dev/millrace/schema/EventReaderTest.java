package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.evolution.Change;
import dev.millrace.evolution.EventVersion;
import dev.millrace.evolution.Upcasters;
import dev.millrace.order.OrderEvent.OrderConfirmed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.node.ObjectNode;

class EventReaderTest {

    @ParameterizedTest
    @FieldSource("dev.millrace.schema.EventSamples#ALL")
    void an_event_is_read_by_its_name_and_version(BusinessEvent event) {
        assertThat(EventReader.read(
                        EventCatalog.typeName(event.getClass()),
                        EventCatalog.version(event.getClass()),
                        EventJson.mapper().writeValueAsBytes(event)))
                .isEqualTo(event);
    }

    @Test
    void a_name_or_version_that_is_not_known_yet_is_refused() {
        byte[] json = EventJson.mapper().writeValueAsBytes(EventSamples.ALL.getFirst());
        assertThatThrownBy(() -> EventReader.read("millrace.order.OrderGilded", "1", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No event is named millrace.order.OrderGilded");
        assertThatThrownBy(() -> EventReader.read("millrace.order.OrderConfirmed", "99", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("millrace.order.OrderConfirmed has version 99, this program knows version 1");
    }

    @Test
    void a_past_version_and_a_past_name_are_read_as_what_they_have_become() {
        Upcasters upcasters = Upcasters.builder()
                .rename(
                        new EventVersion("millrace.order.OrderAccepted", "1"),
                        new EventVersion("millrace.order.OrderConfirmed", "0"))
                .change("millrace.order.OrderConfirmed", "0", "1", Change.renamed("order", "orderId"))
                .build();
        OrderConfirmed event = EventSamples.ALL.stream()
                .filter(OrderConfirmed.class::isInstance)
                .map(OrderConfirmed.class::cast)
                .findFirst()
                .orElseThrow();
        ObjectNode past = EventJson.mapper().valueToTree(event);
        past.set("order", past.remove("orderId"));

        assertThat(EventReader.read(
                        upcasters,
                        "millrace.order.OrderAccepted",
                        "1",
                        EventJson.mapper().writeValueAsBytes(past)))
                .isEqualTo(event);
    }
}
