package dev.millrace.eventstore.erasure;

import static dev.millrace.eventstore.erasure.Customers.MASTER_A;
import static dev.millrace.eventstore.erasure.Customers.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.erasure.Customers.Ordered;
import dev.millrace.evolution.Change;
import dev.millrace.evolution.Upcasters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealingTest {

    private TestStore store;
    private Customers customers;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        customers = Customers.in(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static NewEvent ordered(String json, String... tags) {
        return new NewEvent(
                UUID.randomUUID(),
                "shop.Ordered",
                "1",
                Instant.now(),
                json.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                Set.copyOf(java.util.Arrays.stream(tags).map(Tag::parse).toList()));
    }

    private NewEvent encrypted(String json) {
        return customers
                .sealing
                .seal(List.of(ordered(json, "customer=1")))
                .block(SOON)
                .getFirst();
    }

    private void store(NewEvent event) {
        customers.log.append(List.of(event), AppendCondition.none()).block(SOON);
    }

    private static NewEvent changed(NewEvent event, UUID id, UnaryOperator<String> change) {
        String json = change.apply(new String(event.payload(), StandardCharsets.UTF_8));
        return new NewEvent(
                id,
                event.type(),
                event.version(),
                event.timestamp(),
                json.getBytes(StandardCharsets.UTF_8),
                event.metadata(),
                event.tags());
    }

    private void isRefused(String why) {
        assertThatThrownBy(() -> customers.sourced("customer", "1"))
                .isInstanceOfSatisfying(
                        SealedValueException.class,
                        refused -> assertThat(refused.position()).isEqualTo(1))
                .hasMessageContaining("at position 1")
                .hasMessageContaining(why);
    }

    @Test
    void a_value_can_not_be_moved_to_another_event() {
        NewEvent event = encrypted("{\"order\":\"7\",\"customer\":\"1\",\"note\":\"secret\"}");
        store(changed(event, UUID.randomUUID(), json -> json));

        isRefused("encrypted value /note");
    }

    @Test
    void a_value_can_not_be_moved_to_another_field() {
        NewEvent event = encrypted("{\"order\":\"7\",\"customer\":\"1\",\"note\":\"secret\"}");
        store(changed(
                event, event.id(), json -> json.replace("\"note\"", "\"order\"").replaceFirst("\"order\"", "\"x\"")));

        isRefused("encrypted value /order");
    }

    @Test
    void neither_the_value_nor_its_stand_in_can_be_altered() {
        NewEvent event = encrypted("{\"order\":\"7\",\"customer\":\"1\",\"note\":\"secret\"}");
        store(changed(event, event.id(), json -> json.replace("[erased]", "[forged]")));

        isRefused("it was altered, or belongs to another event or field");
    }

    @Test
    void a_value_of_which_not_even_the_shape_is_right_is_an_error_with_its_position() {
        NewEvent event = encrypted("{\"order\":\"7\",\"customer\":\"1\",\"note\":\"secret\"}");
        store(changed(event, event.id(), json -> json.replaceFirst("\"nonce\":\"[^\"]*\"", "\"nonce\":\"!\"")));

        isRefused("there is no key");
    }

    @Test
    void a_key_that_is_not_there_is_an_error_with_the_position() {
        NewEvent event = encrypted("{\"order\":\"7\",\"customer\":\"1\",\"note\":\"secret\"}");
        store(changed(
                event,
                event.id(),
                json -> json.replaceFirst("\"key\":\"[^\"]*\"", "\"key\":\"" + new UUID(1, 1) + "\"")));

        isRefused("there is no key " + new UUID(1, 1));
    }

    @Test
    void an_event_that_does_not_name_its_subject_or_looks_sealed_is_refused() {
        assertThatThrownBy(() -> customers
                        .sealing
                        .seal(List.of(ordered("{\"note\":\"secret\"}", "order=7")))
                        .block(SOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("has personal data at /note, but 0 tags 'customer' instead of one");
        assertThatThrownBy(() -> customers
                        .sealing
                        .seal(List.of(ordered("{\"note\":\"secret\"}", "customer=1", "customer=2")))
                        .block(SOON))
                .hasMessageEndingWith("but 2 tags 'customer' instead of one");
        assertThatThrownBy(() -> customers
                        .sealing
                        .seal(List.of(ordered("{\"x\":{\"$sealed\":\"A256GCM\",\"key\":\"\"}}", "customer=1")))
                        .block(SOON))
                .hasMessageEndingWith("bears what looks like an encrypted value; it could not be read again");
        assertThatThrownBy(() -> customers
                        .sealing
                        .seal(List.of(ordered("not JSON", "customer=1")))
                        .block(SOON))
                .hasMessageEndingWith("has personal fields, but is not JSON");
    }

    @Test
    void a_text_that_only_says_sealed_is_a_text() throws Throwable {
        Ordered sly = new Ordered("{\"$sealed\":\"A256GCM\",\"key\":\"\"}", "1", "{\"$sealed\":\"A256GCM\",");
        customers.append(sly);

        assertThat(customers.sourced("customer", "1")).containsExactly(sly);
    }

    @Event(namespace = "shop", name = "Placed", version = "2")
    record Placed(
            @EventTag(key = "order") String order,
            @EventTag(key = "customer") String customer,
            @Personal(subject = "customer") String remark) {}

    @Test
    void past_versions_are_decrypted_before_they_are_lifted() throws Throwable {
        Customers later = new Customers(
                store,
                ErasureSettings.of(MasterKeys.parse(MASTER_A)),
                List.of(Placed.class),
                Upcasters.builder()
                        .rename(
                                new dev.millrace.evolution.EventVersion("shop.Ordered", "1"),
                                new dev.millrace.evolution.EventVersion("shop.Placed", "1"))
                        .change("shop.Placed", "1", "2", Change.renamed("note", "remark"))
                        .build());
        customers.append(new Ordered("7", "1", "ring twice"));

        assertThat(later.sourced("customer", "1")).containsExactly(new Placed("7", "1", "ring twice"));
        later.erasure.erase(Tag.of("customer", "1")).block(SOON);
        assertThat(later.sourced("customer", "1")).containsExactly(new Placed("7", "1", "[erased]"));
    }

    @Event(namespace = "shop", name = "Registered", version = "2")
    record Moved(
            @EventTag(key = "customer") String customer,
            @JsonProperty("full_name") String name,
            Home household) {}

    record Home(List<String> street, String land) {}

    @Test
    void a_change_at_a_path_leaves_what_is_sealed_beside_it_and_around_it() throws Throwable {
        Customers later = new Customers(
                store,
                ErasureSettings.of(MasterKeys.parse(MASTER_A)),
                List.of(Moved.class),
                Upcasters.builder()
                        .change("shop.Registered", "1", "2", Change.at("household", Change.renamed("country", "land")))
                        .build());
        customers.append(Customers.ada("1"));

        assertThat(later.sourced("customer", "1"))
                .containsExactly(new Moved("1", "Ada Lovelace", new Home(List.of("St James's Square", "12"), "GB")));
    }
}
