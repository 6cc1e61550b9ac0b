package dev.millrace.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.evolution.Change;
import dev.millrace.evolution.EventContent;
import dev.millrace.evolution.EventVersion;
import dev.millrace.evolution.Upcasters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class EvolutionTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Event(namespace = "shop", name = "Sold", version = "3")
    record Sold(String sku, int units, String currency) {}

    @Event(namespace = "shop", name = "Greeted", version = "1")
    record Greeted(String name) {}

    /** Sold was Bought once, counted once, knew no currency once, and greeted whoever bought. */
    private static final Upcasters UPCASTERS = Upcasters.builder()
            .rename(new EventVersion("shop.Bought", "1"), new EventVersion("shop.Sold", "1"))
            .split(
                    new EventVersion("shop.Sold", "1"),
                    Set.of(new EventVersion("shop.Sold", "2"), new EventVersion("shop.Greeted", "1")),
                    json -> List.of(
                            new EventContent(
                                    new EventVersion("shop.Greeted", "1"),
                                    JSON.createObjectNode().set("name", json.remove("greeting"))),
                            new EventContent(
                                    new EventVersion("shop.Sold", "2"),
                                    Change.renamed("count", "units").apply(json))))
            .change("shop.Sold", "2", "3", Change.defaulted("currency", StringNode.valueOf("GBP")))
            .build();

    private TestStore store;
    private PostgresEventLog log;
    private PostgresEventStorageEngine engine;
    private EventPayloads payloads;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        log = store.instance();
        JsonConverter converter = new JsonConverter(JSON);
        EventTypes types = EventTypes.of(List.of(Sold.class, Greeted.class));
        Evolution evolution = new Evolution(types, UPCASTERS, JSON);
        engine = new PostgresEventStorageEngine(log, converter, evolution);
        payloads = new EventPayloads(types, converter, evolution);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private UUID stored(String type, String version, String json) {
        UUID id = UUID.randomUUID();
        NewEvent event = new NewEvent(
                id,
                type,
                version,
                Instant.now(),
                json.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                Set.of(Tag.of("sku", "lamp")));
        log.append(List.of(event), AppendCondition.none()).block(SOON);
        return id;
    }

    private static EventCriteria of(String... types) {
        return EventCriteria.havingTags("sku", "lamp").andBeingOneOfTypes(types);
    }

    private List<EventMessage> sourced(EventCriteria criteria) {
        List<EventMessage> messages = new ArrayList<>();
        engine.source(SourcingCondition.conditionFor(criteria), null)
                .reduce(messages, (all, entry) -> {
                    if (!(entry.message() instanceof TerminalEventMessage)) {
                        all.add(entry.message());
                    }
                    return all;
                })
                .orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
        return messages;
    }

    @Test
    void what_is_sourced_by_a_present_name_was_stored_under_past_names_and_versions_too() {
        stored("shop.Bought", "1", "{\"sku\":\"lamp\",\"count\":1,\"greeting\":\"Ada\"}");
        stored("shop.Sold", "2", "{\"sku\":\"lamp\",\"units\":2}");
        stored("shop.Sold", "3", "{\"sku\":\"lamp\",\"units\":3,\"currency\":\"EUR\"}");

        assertThat(sourced(of("shop.Sold")).stream().map(payloads::of))
                .containsExactly(new Sold("lamp", 1, "GBP"), new Sold("lamp", 2, "GBP"), new Sold("lamp", 3, "EUR"));
        assertThat(sourced(of("shop.Greeted")).stream().map(payloads::of)).containsExactly(new Greeted("Ada"));
    }

    @Test
    void the_parts_of_an_event_share_its_position_and_have_ids_that_never_change() {
        UUID id = stored("shop.Sold", "1", "{\"sku\":\"lamp\",\"count\":1,\"greeting\":\"Ada\"}");

        List<EventMessage> first = sourced(of("shop.Sold", "shop.Greeted"));
        List<EventMessage> again = sourced(of("shop.Sold", "shop.Greeted"));

        assertThat(first)
                .extracting(EventMessage::identifier)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .contains(id.toString());
        assertThat(again)
                .extracting(EventMessage::identifier)
                .isEqualTo(first.stream().map(EventMessage::identifier).toList());
        assertThat(first)
                .extracting(message -> ((StoredEventMessage) message).stored().position())
                .containsExactly(1L, 1L);
    }

    @Test
    void streams_lift_what_they_give_out() {
        stored("shop.Bought", "1", "{\"sku\":\"lamp\",\"count\":1,\"greeting\":\"Ada\"}");
        StreamingCondition condition = StreamingCondition.conditionFor(
                new GlobalSequenceTrackingToken(0),
                EventCriteria.havingAnyTag().andBeingOneOfTypes(Set.of(new QualifiedName("shop.Sold"))));

        MessageStream<EventMessage> stream = engine.stream(condition, null);
        try {
            Awaitility.await().atMost(SOON).until(stream::hasNextAvailable);
            var entry = stream.next().orElseThrow();
            assertThat(payloads.of(entry.message())).isEqualTo(new Sold("lamp", 1, "GBP"));
            assertThat(TrackingToken.fromContext(entry)).contains(new GlobalSequenceTrackingToken(1));
        } finally {
            stream.close();
        }
    }

    @Test
    void an_unknown_version_is_an_error_that_tells_the_position() {
        stored("shop.Sold", "3", "{\"sku\":\"lamp\",\"units\":3,\"currency\":\"EUR\"}");
        UUID id = stored("shop.Sold", "4", "{\"sku\":\"lamp\"}");

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> sourced(of("shop.Sold"))))
                .rootCause()
                .isInstanceOf(UnknownEventVersionException.class)
                .hasMessage("Event " + id + " at position 2 is shop.Sold version 4; this application knows version 3,"
                        + " and no upcaster leads there");
    }

    @Test
    void events_of_others_are_left_alone() {
        stored("elsewhere.Happened", "7", "not even JSON");

        EventMessage message = sourced(EventCriteria.havingTags("sku", "lamp")).getFirst();
        assertThat(new String(message.payloadAs(byte[].class), StandardCharsets.UTF_8))
                .isEqualTo("not even JSON");
    }
}
