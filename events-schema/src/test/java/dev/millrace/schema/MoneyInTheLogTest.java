package dev.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.evolution.EventContent;
import dev.millrace.evolution.EventVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was stored with money before it said that it is in minor units, and what is stored now (ADR 90). */
class MoneyInTheLogTest {

    private static final JsonNode OF_OLD = EventJson.mapper().readTree("{\"amount\":2450,\"currency\":\"GBP\"}");
    private static final JsonNode OF_NOW = EventJson.mapper().readTree("{\"minorUnits\":2450,\"currency\":\"GBP\"}");

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Stream<Arguments> storedAndMeant() {
        return IntStream.range(0, MoneySamples.ALL.size())
                .mapToObj(i -> Arguments.of(StoredText.MONEY_OF_VERSION_1.get(i), MoneySamples.ALL.get(i)));
    }

    static Stream<Arguments> places() {
        return EventCatalog.types().stream()
                .flatMap(type -> MoneyPlaces.of(type).stream().map(place -> Arguments.of(type, place)));
    }

    @ParameterizedTest
    @MethodSource("storedAndMeant")
    void what_version_1_stored_is_read_as_the_same_money(StoredText stored, BusinessEvent meant) {
        assertThat(EventReader.read(stored.type(), stored.version(), stored.bytes()))
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @MethodSource("storedAndMeant")
    void what_version_1_stored_is_shown_as_it_would_be_stored_now(StoredText stored, BusinessEvent meant) {
        PresentPayload shown = PresentPayload.of(stored.type(), stored.version(), stored.bytes());
        assertThat(shown.version()).isEqualTo("2");
        assertThat(new String(shown.json(), StandardCharsets.UTF_8))
                .isEqualTo(EventJson.mapper().writeValueAsString(meant));
    }

    @ParameterizedTest
    @FieldSource("dev.millrace.schema.StoredText#MONEY_OF_VERSION_1")
    void the_schema_of_version_1_still_describes_what_it_stored(StoredText stored) {
        String schema = EventSchemas.schemaOf(stored.type(), stored.version()).orElseThrow();
        assertThat(schemas.getSchema(schema, InputFormat.JSON).validate(stored.json(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void there_is_a_stored_event_of_every_type_that_bore_money_then() {
        assertThat(StoredText.MONEY_OF_VERSION_1).hasSameSizeAs(MoneySamples.ALL);
        assertThat(StoredText.MONEY_OF_VERSION_1.stream().map(StoredText::type))
                .containsAll(EventCatalog.types().stream()
                        .filter(type -> MoneyPlaces.of(type).stream().anyMatch(place -> ofOld(type, place, "1")))
                        .map(EventCatalog::typeName)
                        .toList());
    }

    /** Whoever adds money to an event sees it here, or has it in minor units from its first version. */
    @ParameterizedTest
    @MethodSource("places")
    void money_in_an_event_is_in_minor_units_and_past_versions_come_to_it(
            Class<? extends BusinessEvent> type, String place) {
        JsonNode money = MoneyPlaces.schema(schema(type, EventCatalog.version(type)), place);
        assertThat(money.path("properties").propertyNames()).containsExactly("minorUnits", "currency");
        assertThat(money.at("/properties/minorUnits/description").asString()).contains("minor units", "an integer");

        List<String> forgotten = new ArrayList<>();
        for (int version = 1; version < Integer.parseInt(EventCatalog.version(type)); version++) {
            String past = Integer.toString(version);
            if (ofOld(type, place, past) && !lifted(type, past, place).equals(MoneyPlaces.event(place, OF_NOW))) {
                forgotten.add("EventUpcasters leaves %s of %s %s as it was"
                        .formatted(place, EventCatalog.typeName(type), past));
            }
        }
        assertThat(forgotten).isEmpty();
    }

    @Test
    void the_places_of_money_are_found_wherever_they_are() {
        assertThat(places().map(place -> ((Class<?>) place.get()[0]).getSimpleName() + "." + place.get()[1]))
                .contains("OrderPlaced.lines[].unitPrice", "OrderPlaced.total", "PaymentRefunded.amount");
    }

    @Test
    void what_can_not_be_said_in_the_newest_version_is_shown_as_it_was_stored() {
        assertShownAsStored("millrace.order.OrderPlaced", "1", "no JSON");
        assertShownAsStored("millrace.order.OrderPlaced", "1", "[]");
        assertShownAsStored("millrace.order.OrderPlaced", "3", "{\"total\":{\"amount\":1,\"currency\":\"GBP\"}}");
        assertShownAsStored("millrace.order.OrderGilded", "1", "{\"total\":{\"amount\":1,\"currency\":\"GBP\"}}");
    }

    private static void assertShownAsStored(String type, String version, String json) {
        byte[] stored = json.getBytes(StandardCharsets.UTF_8);
        PresentPayload shown = PresentPayload.of(type, version, stored);
        assertThat(shown.version()).isEqualTo(version);
        assertThat(shown.json()).isSameAs(stored);
    }

    private static boolean ofOld(Class<? extends BusinessEvent> type, String place, String version) {
        return MoneyPlaces.schema(schema(type, version), place)
                .path("properties")
                .has("amount");
    }

    private static ObjectNode lifted(Class<? extends BusinessEvent> type, String version, String place) {
        EventVersion stored = new EventVersion(EventCatalog.typeName(type), version);
        return EventUpcasters.current()
                .lifted(new EventContent(stored, MoneyPlaces.event(place, OF_OLD.deepCopy())))
                .getFirst()
                .json();
    }

    private static JsonNode schema(Class<? extends BusinessEvent> type, String version) {
        return EventJson.mapper()
                .readTree(EventSchemas.schemaOf(EventCatalog.typeName(type), version)
                        .orElseThrow());
    }
}
