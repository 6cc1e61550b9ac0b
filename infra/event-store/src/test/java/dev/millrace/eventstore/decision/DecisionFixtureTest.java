package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.decision.Theatre.Book;
import dev.millrace.eventstore.decision.Theatre.SeatsBooked;
import dev.millrace.eventstore.decision.Theatre.ShowOpened;
import dev.millrace.eventstore.decision.Theatre.SoldOut;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Decisions on Axon's in-memory engine, as fixtures have them. */
class DecisionFixtureTest {

    private final AxonTestFixture fixture = AxonTestFixture.with(
            EventStoreConfigurer.on(
                            new InMemoryEventStorageEngine(),
                            JsonMapper.builder().build(),
                            Theatre.EVENTS)
                    .registerCommandHandlingModule(Theatre.module()),
            customization -> customization.disableAxonServer());

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void an_accepted_decision_is_recorded_as_events() {
        SeatsBooked booked = new SeatsBooked("b", Set.of("hamlet", "faust"), 2);
        fixture.given()
                .events(new ShowOpened("hamlet", 3), new ShowOpened("faust", 2), new ShowOpened("medea", 1))
                .when()
                .command(new Book("b", Set.of("hamlet", "faust"), 2))
                .then()
                .success()
                .resultMessagePayload(Decision.accept(booked))
                .events(booked);
    }

    @Test
    void a_rejection_appends_nothing() {
        fixture.given()
                .events(new ShowOpened("hamlet", 3), new SeatsBooked("a", Set.of("hamlet"), 2))
                .when()
                .command(new Book("b", Set.of("hamlet"), 2))
                .then()
                .success()
                .resultMessagePayload(Decision.reject(new SoldOut("hamlet")))
                .noEvents();
    }
}
