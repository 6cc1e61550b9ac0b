package dev.millrace.eventstore.decision;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.decision.Theatre.Book;
import dev.millrace.eventstore.decision.Theatre.OpenShow;
import dev.millrace.eventstore.erasure.Customers;
import dev.millrace.testing.EventLoopWatch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.axonframework.common.configuration.AxonConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The log and decisions at work, under the eyes of {@link EventLoopWatch}. */
class NonBlockingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void no_event_loop_ever_waits() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            log.head().block(SOON);

            Mono<Long> followed = log.tail(Criteria.everything(), 0).take(2_000).count();
            Mono<Void> appended = Flux.range(0, 2_000)
                    .flatMap(
                            i -> log.append(
                                    List.of(event("A", "n=" + i % 50)),
                                    AppendCondition.unchanged(Criteria.tagged(Tag.of("m", "" + i)), 0)),
                            64)
                    .then();
            Mono<Void> sourced = Flux.range(0, 200)
                    .flatMap(i -> log.source(List.of(
                                    new AppendCondition.Check(Criterion.tagged(Tag.of("n", "" + i % 50)), 0)))
                            .then())
                    .then();

            assertThat(followed.delayUntil(count -> sourced)
                            .and(appended)
                            .then(followed)
                            .block(SOON))
                    .isEqualTo(2_000);
            assertThat(EventLoopWatch.takeWaits()).isEmpty();
        }
    }

    @Test
    void no_decision_ever_waits_on_an_event_loop() {
        try (TestStore store = TestStore.fresh()) {
            AxonConfiguration application = EventStoreConfigurer.on(
                            store.instance(), JsonMapper.builder().build(), Theatre.EVENTS)
                    .registerCommandHandlingModule(Theatre.module())
                    .start();
            Commands commands = application.getComponent(Commands.class);
            commands.send(new OpenShow("hamlet", 100)).block(SOON);

            Flux.range(0, 500)
                    .flatMap(i -> commands.send(new Book("b" + i, Set.of("hamlet", "show-" + i % 7), 1)), 64)
                    .blockLast(SOON);
            Flux.range(0, 150)
                    .flatMap(i -> commands.send(new Book("c" + i, Set.of("hamlet"), 1)), 64)
                    .blockLast(SOON);

            assertThat(EventLoopWatch.takeWaits()).isEmpty();
            application.shutdown();
        }
    }

    @Test
    void no_encryption_ever_waits_on_an_event_loop() {
        try (TestStore store = TestStore.fresh()) {
            Customers customers = Customers.in(store);
            customers.appended(Customers.ada("0")).join();
            customers.sourcing("customer", "0").join();

            Flux.range(1, 200)
                    .flatMap(i -> Mono.fromFuture(() -> customers.appended(Customers.ada("" + i))), 64)
                    .blockLast(SOON);
            Flux.range(1, 200)
                    .flatMap(i -> Mono.fromFuture(() -> customers.sourcing("customer", "" + i)), 64)
                    .blockLast(SOON);

            assertThat(EventLoopWatch.takeWaits()).isEmpty();
        }
    }
}
