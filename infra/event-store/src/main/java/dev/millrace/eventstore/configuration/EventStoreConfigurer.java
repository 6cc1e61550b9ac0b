package dev.millrace.eventstore.configuration;

import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.axon.AnnotatedTags;
import dev.millrace.eventstore.axon.EventPayloads;
import dev.millrace.eventstore.axon.EventTypes;
import dev.millrace.eventstore.axon.Evolution;
import dev.millrace.eventstore.axon.JsonConverter;
import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.decision.DecisionComponents;
import dev.millrace.evolution.Upcasters;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.configuration.ComponentRegistry;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.core.ConfigurationApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Begins an Axon configuration whose events live in the given store: converter on Jackson 3, tags by {@code @EventTag}, commands
 * that lost a race handled again, correlation and causation ids on every event, and
 * {@link dev.millrace.eventstore.decision.Decisions} and {@link dev.millrace.eventstore.decision.Commands} among the components.
 * Handlers are added by the caller. A {@code TokenStore} for streaming processors is added by who has some.
 */
public final class EventStoreConfigurer {

    private EventStoreConfigurer() {}

    /**
     * On the event log; events of the given types are stored in the present version only, and in clear.
     *
     * @param mapper writes and reads events
     * @param eventTypes all classes of events, annotated with {@code @Event}
     */
    public static EventSourcingConfigurer on(
            EventLog log, JsonMapper mapper, Collection<? extends Class<?>> eventTypes) {
        return on(EventStoreSetup.of(log, mapper, eventTypes));
    }

    /**
     * On the event log.
     *
     * @throws IllegalArgumentException if event types declare personal fields, and nothing is there to encrypt them, or the declarations
     *     can't be followed
     */
    public static EventSourcingConfigurer on(EventStoreSetup setup) {
        JsonConverter converter = new JsonConverter(setup.mapper());
        EventTypes types = EventTypes.of(setup.eventTypes());
        Evolution evolution = new Evolution(types, setup.upcasters(), setup.mapper());
        return on(
                new PostgresEventStorageEngine(setup.log(), converter, evolution, setup.sealing(types)),
                converter,
                new EventPayloads(types, converter, evolution));
    }

    /** On any engine with dynamic consistency boundaries: for fixtures, Axon's {@code InMemoryEventStorageEngine}. */
    public static EventSourcingConfigurer on(
            EventStorageEngine engine, JsonMapper mapper, Collection<? extends Class<?>> eventTypes) {
        JsonConverter converter = new JsonConverter(mapper);
        EventTypes types = EventTypes.of(eventTypes);
        return on(
                engine, converter, new EventPayloads(types, converter, new Evolution(types, Upcasters.none(), mapper)));
    }

    private static EventSourcingConfigurer on(
            EventStorageEngine engine, JsonConverter converter, EventPayloads payloads) {
        ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "millrace-retries");
            thread.setDaemon(true);
            return thread;
        });
        return EventSourcingConfigurer.create()
                .registerTagResolver(configuration -> new AnnotatedTags())
                .registerEventStorageEngine(configuration -> engine)
                .componentRegistry(registry -> components(registry, converter, payloads, retries))
                .messaging(
                        messaging -> messaging.registerCorrelationDataProvider(configuration -> new CarriedMetadata()))
                .componentRegistry(DecisionComponents::register)
                .lifecycleRegistry(lifecycle -> lifecycle.onShutdown(retries::shutdown));
    }

    /**
     * For streaming processors: Axon's pooled one waits on a thread for tokens that arrive on that same thread if the token store
     * does not block, unless its units of work run elsewhere. The threads are virtual and end with their work.
     */
    public static UnitOfWorkFactory unitsOfWorkOnVirtualThreads(Configuration configuration) {
        Executor threads = task -> Thread.ofVirtual().name("millrace-processor").start(task);
        return new SimpleUnitOfWorkFactory(
                new ConfigurationApplicationContext(configuration), unit -> unit.workScheduler(threads));
    }

    private static void components(
            ComponentRegistry registry,
            JsonConverter converter,
            EventPayloads payloads,
            ScheduledExecutorService retries) {
        registry.registerComponent(Converter.class, configuration -> converter)
                .registerComponent(EventPayloads.class, configuration -> payloads)
                .registerDecorator(CommandBus.class, 0, (configuration, name, bus) -> new LostRaces(bus, retries));
    }
}
