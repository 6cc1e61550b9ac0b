package dev.millrace.eventstore.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.configuration.EventStoreSetup;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class PersonalFieldsTest {

    private static final JsonMapper SNAKES = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    sealed interface Party {}

    record Human(@Personal(subject = "p") String lastName) implements Party {}

    record Company(String name) implements Party {}

    @Event(namespace = "x", name = "Signed", version = "1")
    record Signed(
            Party firstParty,
            @Personal(subject = "p") LocalDate bornOn,
            @Personal(subject = "p") boolean married,
            @Personal(subject = "p", erased = "{\"a\":[]}") Map<String, String> otherThings) {}

    record Witnessed(List<Human> witnesses) {}

    record MaybeWitnessed(Optional<Human> witness) {}

    record Heir(
            @Personal(subject = "p") String name, @Nullable Heir next) {}

    record Hidden(@Personal(subject = "p") @JsonIgnore String name) {}

    record Odd(@Personal(subject = "p", erased = "{") String name) {}

    private static PersonalFields of(Class<?> type) {
        return PersonalFields.of(List.of(type), any -> "it", SNAKES, "gone");
    }

    @Test
    void marks_are_found_by_the_names_that_are_written_with_stand_ins_that_fit_the_types() {
        assertThat(of(Signed.class).of("it"))
                .extracting(field -> field.at() + " " + field.erased())
                .containsExactlyInAnyOrder(
                        "/first_party/last_name \"gone\"",
                        "/born_on null",
                        "/married false",
                        "/other_things {\"a\":[]}");
        assertThat(of(Company.class).isEmpty()).isTrue();
    }

    @Test
    void marks_that_can_not_be_followed_are_refused() {
        assertThatThrownBy(() -> of(Witnessed.class)).hasMessageContaining("mark what holds it instead");
        assertThatThrownBy(() -> of(MaybeWitnessed.class)).hasMessageContaining("mark what holds it instead");
        assertThatThrownBy(() -> of(Heir.class)).hasMessageContaining("holds itself");
        assertThatThrownBy(() -> of(Hidden.class)).hasMessageContaining("doesn't write as a property");
        assertThatThrownBy(() -> of(Odd.class)).hasMessage("The stand-in of name is not JSON: {");
    }

    @Test
    void an_application_with_personal_events_does_not_start_without_erasure() {
        try (TestStore store = TestStore.fresh()) {
            EventLog log = store.instance();
            assertThatThrownBy(() -> EventStoreConfigurer.on(EventStoreSetup.of(log, SNAKES, List.of(Signed.class))))
                    .hasMessage("Events have @Personal fields, which would be stored in clear: set up an Erasure");
        }
    }
}
