package dev.millrace.eventstore.erasure;

import static dev.millrace.eventstore.erasure.Customers.MASTER_A;
import static dev.millrace.eventstore.erasure.Customers.SOON;
import static dev.millrace.eventstore.erasure.Customers.ada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.configuration.EventStoreSetup;
import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.eventstore.decision.Snapshotting;
import dev.millrace.eventstore.erasure.Customers.Ordered;
import dev.millrace.eventstore.erasure.Customers.Registered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class ErasedStatesTest {

    record Known(String name) {}

    private static final Snapshotting<Known> EACH_TIME = new Snapshotting<>(Known.class, "1", 1);

    private record Names() implements Boundary<String, Known> {
        @Override
        public String name() {
            return "names";
        }

        @Override
        public Tag tag(String customer) {
            return Tag.of("customer", customer);
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(Registered.class, Ordered.class);
        }

        @Override
        public Collection<String> keysOf(Object event) {
            return switch (event) {
                case Registered registered -> List.of(registered.customer());
                case Ordered ordered -> List.of(ordered.customer());
                default -> List.of();
            };
        }

        @Override
        public Known initial(String customer) {
            return new Known("nobody");
        }

        @Override
        public Known evolve(Known state, Object event) {
            return event instanceof Registered registered ? new Known(registered.name()) : state;
        }

        @Override
        public Snapshotting<Known> snapshotting() {
            return EACH_TIME;
        }
    }

    @Command(namespace = "shop", name = "Order", version = "1")
    record Order(String customer) {}

    /** One process: tells by which names it has decided. */
    private static final class Desk implements AutoCloseable {

        final Queue<String> names = new ConcurrentLinkedQueue<>();
        final Erasure erasure;
        private final AxonConfiguration application;

        Desk(TestStore store) {
            erasure = Erasure.on(
                    store.pool(), ErasureSettings.of(MasterKeys.parse(MASTER_A)).keepingKeys(Duration.ofMillis(300)));
            application = EventStoreConfigurer.on(EventStoreSetup.of(store.instance(), Customers.JSON, Customers.EVENTS)
                            .erasedBy(erasure))
                    .registerCommandHandlingModule(CommandHandlingModule.named("desk")
                            .commandHandlers()
                            .annotatedCommandHandlingComponent(
                                    configuration -> new Clerk(configuration.getComponent(Decisions.class), names))
                            .build())
                    .start();
        }

        /** The name by which it was decided last. */
        String order() {
            names.clear();
            assertThat(application
                            .getComponent(Commands.class)
                            .send(new Order("1"))
                            .block(SOON))
                    .isInstanceOf(Outcome.Accepted.class);
            return java.util.Objects.requireNonNull(names.peek());
        }

        @Override
        public void close() {
            application.shutdown();
        }
    }

    record Clerk(Decisions decisions, Queue<String> names) {
        @CommandHandler
        CompletableFuture<Decision> handle(Order command, ProcessingContext context) {
            return decisions.decide(
                    context,
                    reads -> reads.read(new Names(), command.customer()).map(known -> {
                        names.add(known.name());
                        return Decision.accept(new Ordered(UUID.randomUUID().toString(), command.customer(), null));
                    }));
        }
    }

    private static List<String> kept(TestStore store) {
        return java.util.Objects.requireNonNull(Flux.usingWhen(
                        store.pool().create(),
                        connection -> Flux.from(connection
                                        .createStatement("select state from millrace_events.snapshots")
                                        .execute())
                                .flatMap(result -> result.map(
                                        row -> new String(row.get(0, byte[].class), StandardCharsets.UTF_8))),
                        connection -> connection.close())
                .collectList()
                .block(SOON));
    }

    @Test
    void states_in_memory_and_snapshots_do_not_outlive_an_erasure_in_any_process() throws Throwable {
        try (TestStore store = TestStore.fresh();
                Desk here = new Desk(store);
                Desk there = new Desk(store)) {
            Customers.in(store).append(ada("1"));
            assertThat(here.order()).isEqualTo("Ada Lovelace");
            assertThat(there.order()).isEqualTo("Ada Lovelace");
            Awaitility.await().atMost(SOON).until(() -> kept(store).equals(List.of("{\"name\":\"Ada Lovelace\"}")));

            here.erasure.erase(dev.millrace.eventstore.Tag.of("customer", "1")).block(SOON);

            assertThat(kept(store)).isEmpty();
            assertThat(here.order()).isEqualTo("[erased]");
            Awaitility.await().atMost(SOON).until(() -> there.order().equals("[erased]"));
            assertThat(there.order()).isEqualTo("[erased]");
            Awaitility.await().atMost(SOON).until(() -> kept(store).equals(List.of("{\"name\":\"[erased]\"}")));
        }
    }
}
