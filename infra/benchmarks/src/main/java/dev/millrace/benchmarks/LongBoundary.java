package dev.millrace.benchmarks;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.decision.Boundary;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Decision;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.eventstore.decision.Snapshotting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventstreaming.Tag;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Commands on a boundary that much has happened to: a shelf from which things are taken. */
final class LongBoundary {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private LongBoundary() {}

    /** Things were taken from that shelf so many times. */
    static void fill(PostgresEventLog log, String shelf, int events) {
        Flux.range(0, (events + 999) / 1_000)
                .concatMap(part -> log.append(
                        IntStream.range(0, Math.min(1_000, events - part * 1_000))
                                .mapToObj(_ -> taken(shelf))
                                .toList(),
                        AppendCondition.none()))
                .blockLast(PATIENCE);
    }

    private static NewEvent taken(String shelf) {
        return new NewEvent(
                SampleEvents.id(),
                "benchmark.Taken",
                "1",
                Instant.now(),
                "{\"shelf\":\"%s\",\"quantity\":1}".formatted(shelf).getBytes(StandardCharsets.UTF_8),
                Map.of(),
                Set.of(dev.millrace.eventstore.Tag.of("shelf", shelf)));
    }

    /** A process of its own, as far as caches go. */
    static final class Application implements AutoCloseable {

        private final AxonConfiguration configuration;
        private final Commands commands;

        Application(PostgresEventLog log) {
            configuration = EventStoreConfigurer.on(log, JsonMapper.builder().build(), List.of(Taken.class))
                    .registerCommandHandlingModule(CommandHandlingModule.named("shelves")
                            .commandHandlers()
                            .annotatedCommandHandlingComponent(
                                    components -> new Handler(components.getComponent(Decisions.class)))
                            .build())
                    .start();
            commands = configuration.getComponent(Commands.class);
        }

        Load.Measured load(String shelf, Duration duration) {
            return Load.closed(1, duration, _ -> commands.send(new Take(shelf, 1)));
        }

        /** Milliseconds. */
        double one(String shelf) {
            long begun = System.nanoTime();
            commands.send(new Take(shelf, 1)).block(PATIENCE);
            return (System.nanoTime() - begun) / 1e6;
        }

        @Override
        public void close() {
            configuration.shutdown();
        }
    }

    @Event(namespace = "benchmark", name = "Taken", version = "1")
    record Taken(@EventTag(key = "shelf") String shelf, int quantity) {}

    @Command(namespace = "benchmark", name = "Take")
    record Take(String shelf, int quantity) {}

    record Count(long taken) {}

    static final class Shelves implements Boundary<String, Count> {

        @Override
        public String name() {
            return "shelves";
        }

        @Override
        public Tag tag(String shelf) {
            return Tag.of("shelf", shelf);
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(Taken.class);
        }

        @Override
        public Collection<String> keysOf(Object event) {
            return event instanceof Taken taken ? List.of(taken.shelf()) : List.of();
        }

        @Override
        public Count initial(String shelf) {
            return new Count(0);
        }

        @Override
        public Snapshotting<Count> snapshotting() {
            return Snapshotting.of(Count.class, "1");
        }

        @Override
        public Count evolve(Count count, Object event) {
            return event instanceof Taken taken ? new Count(count.taken() + taken.quantity()) : count;
        }
    }

    static final class Handler {

        private static final Shelves SHELVES = new Shelves();

        private final Decisions decisions;

        Handler(Decisions decisions) {
            this.decisions = decisions;
        }

        @CommandHandler
        CompletableFuture<Decision> handle(Take command, ProcessingContext context) {
            return decisions.decide(
                    context,
                    reads -> reads.read(SHELVES, command.shelf())
                            .map(_ -> Decision.accept(new Taken(command.shelf(), command.quantity()))));
        }
    }
}
