package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
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
                .hasMessage("millrace.order.OrderConfirmed has version 99, this program knows it up to 1");
    }

    @Test
    void a_past_version_is_lifted_step_by_step() {
        Upcasters upcasters = new Upcasters(Map.of(
                "shop.Sold/1", event -> event.put("units", event.remove("count").asInt()),
                "shop.Sold/2", event -> event.put("currency", "GBP")));
        ObjectNode first = EventJson.mapper().createObjectNode().put("count", 3);
        assertThat(upcasters.lift("shop.Sold", 1, 3, first).toString()).isEqualTo("{\"units\":3,\"currency\":\"GBP\"}");
        assertThatThrownBy(() -> upcasters.lift("shop.Sold", 3, 4, first))
                .hasMessage("No upcaster for shop.Sold version 3");
    }
}
