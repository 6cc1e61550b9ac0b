package dev.millrace.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.eventstore.decision.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.annotation.EventHandler;
import org.axonframework.messaging.eventhandling.configuration.EventProcessorModule;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class StreamingProcessorTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Event(namespace = "greetings", name = "Greeted", version = "1")
    record Greeted(@EventTag(key = "who") String who) {}

    @Command(namespace = "greetings", name = "Greet")
    record Greet(String who) {}

    static final class Greeter {
        private final Decisions decisions;

        Greeter(Decisions decisions) {
            this.decisions = decisions;
        }

        @CommandHandler
        CompletableFuture<Decision> handle(Greet command, ProcessingContext context) {
            return decisions.decide(context, reads -> Mono.just(Decision.accept(new Greeted(command.who()))));
        }
    }

    static final class Listener {
        final Queue<String> heard = new ConcurrentLinkedQueue<>();
        final Queue<Metadata> metadata = new ConcurrentLinkedQueue<>();

        @EventHandler
        void on(Greeted event, Metadata metadata) {
            heard.add(event.who());
            this.metadata.add(metadata);
        }
    }

    @Test
    void a_pooled_processor_follows_the_store_and_resumes_from_its_token() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            Listener first = new Listener();
            AxonConfiguration application = start(store, log, first, "node-a");
            Commands commands = application.getComponent(Commands.class);
            Outcome outcome = Flux.range(0, 100)
                    .concatMap(i -> commands.send(new Greet("g" + i), Map.of("correlationId", "c")))
                    .blockLast(SOON);
            assertThat(outcome).isEqualTo(new Outcome.Accepted(100));
            await().atMost(SOON).until(() -> first.heard.size() == 100);
            assertThat(first.metadata)
                    .allSatisfy(metadata -> assertThat(metadata)
                            .containsEntry("correlationId", "c")
                            .containsKey("causationId"));
            application.shutdown();

            Listener second = new Listener();
            AxonConfiguration again = start(store, log, second, "node-b");
            again.getComponent(Commands.class).send(new Greet("again")).block(SOON);
            await().atMost(SOON).until(() -> second.heard.contains("again"));
            assertThat(second.heard).containsExactly("again");
            again.shutdown();
        }
    }

    private static AxonConfiguration start(TestStore store, PostgresEventLog log, Listener listener, String node) {
        TokenStore tokens = new PostgresTokenStore(store.pool(), node, Duration.ofSeconds(10));
        var processor = EventProcessorModule.pooledStreaming("listener")
                .eventHandlingComponents(components -> components.autodetected(configuration -> listener))
                .customized((configuration, settings) -> settings.initialSegmentCount(2)
                        .tokenStore(tokens)
                        .unitOfWorkFactory(EventStoreConfigurer.unitsOfWorkOnVirtualThreads(configuration)));
        return EventStoreConfigurer.on(log, JsonMapper.builder().build(), List.of(Greeted.class))
                .registerCommandHandlingModule(CommandHandlingModule.named("greetings")
                        .commandHandlers()
                        .annotatedCommandHandlingComponent(
                                configuration -> new Greeter(configuration.getComponent(Decisions.class))))
                .messaging(messaging -> messaging.eventProcessing(
                        processing -> processing.pooledStreaming(streaming -> streaming.processor(processor))))
                .start();
    }
}
