package dev.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Rejection;
import dev.millrace.schema.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.test.fixture.AxonTestFixture;

/** Given events, when a command comes, then events, a rejection, or nothing new: through Axon, tags and conditions included. */
public final class Scenario {

    private final List<Object> past;

    private Scenario(List<Object> past) {
        this.past = past;
    }

    public static Scenario given(Object... past) {
        return new Scenario(List.of(past));
    }

    public Scenario andGiven(Object... more) {
        return new Scenario(Stream.concat(past.stream(), Stream.of(more)).toList());
    }

    public Then when(Object command) {
        AxonTestFixture fixture = AxonTestFixture.with(inMemory());
        try {
            var given = past.isEmpty()
                    ? fixture.given().noPriorActivity()
                    : fixture.given().events(past);
            AtomicReference<Decision> decision = new AtomicReference<>();
            List<Object> appended = new ArrayList<>();
            given.when()
                    .command(command)
                    .then()
                    .success()
                    .resultMessagePayloadSatisfies(payload -> decision.set((Decision) payload))
                    .eventsSatisfy(
                            events -> events.stream().map(EventMessage::payload).forEach(appended::add));
            return new Then(Objects.requireNonNull(decision.get()), appended);
        } finally {
            fixture.stop();
        }
    }

    /** The domain on an engine that forgets. */
    static EventSourcingConfigurer inMemory() {
        return Domain.register(
                EventStoreConfigurer.on(new InMemoryEventStorageEngine(), EventJson.mapper(), Domain.events()));
    }

    /** What a command came to. */
    public record Then(Decision decision, List<?> appended) {

        public void then(Object... events) {
            assertThat(decision).isEqualTo(Decision.accept(events));
            assertThat(appended).isEqualTo(List.of(events));
        }

        public void thenNothing() {
            then();
        }

        /** Nothing either, and that for good. */
        public void thenSettled() {
            assertThat(decision).isEqualTo(Decision.settled());
            assertThat(appended).isEmpty();
        }

        /** The events it came to, none of them checked. */
        public List<?> events() {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            return appended;
        }

        public Rejection thenRejected(String code, Rejection.Kind kind) {
            assertThat(decision).isInstanceOf(Decision.Rejected.class);
            assertThat(appended).isEmpty();
            Rejection rejection = ((Decision.Rejected) decision).rejection();
            assertThat(rejection.code()).isEqualTo(code);
            assertThat(rejection.kind()).isEqualTo(kind);
            assertThat(rejection.message()).isNotBlank().doesNotContain("%");
            return rejection;
        }

        public void thenInvalid(String code, String path) {
            assertThat(thenRejected(code, Rejection.Kind.INVALID).fields())
                    .extracting(Rejection.InvalidField::path)
                    .containsExactly(path);
        }
    }
}
