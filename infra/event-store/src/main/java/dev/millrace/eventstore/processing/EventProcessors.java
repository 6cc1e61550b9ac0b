package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.Statements;
import dev.millrace.eventstore.axon.PostgresEventStorageEngine;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.processing.streaming.StreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorModule;
import org.jspecify.annotations.Nullable;

/**
 * The pooled streaming processors of an application on the event log: parks what their handlers can't digest, and hands over anew what
 * they have handled. One per process and token store. Thread-safe.
 *
 * <pre>{@code
 * EventProcessors processors = EventProcessors.on(pool, tokens);
 * streaming.processor(processors.parking(EventProcessorModule.pooledStreaming("board")…, ParkingSettings.DEFAULT));
 * processors.parked().retryAll("board");
 * processors.replays().reset("board", ReplayFrom.beginning());
 * }</pre>
 */
public final class EventProcessors {

    /** As the module names its components. */
    private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)]$");

    private final PostgresTokenStore tokens;
    private final ParkingTable table;
    private final Map<String, Component> components = new ConcurrentHashMap<>();
    private final Map<String, Configuration> configurations = new ConcurrentHashMap<>();
    private final ParkedEvents parked;
    private final Replays replays;

    private EventProcessors(ConnectionFactory connections, PostgresTokenStore tokens) {
        Statements statements = new Statements(connections);
        this.tokens = tokens;
        this.table = new ParkingTable(statements, tokens.node());
        this.parked = new ParkedEvents(new ParkedPages(statements), table, components);
        this.replays = new Replays(statements, tokens, table, components);
    }

    /**
     * @param connections to the database of the event log
     * @param tokens that the processors take their tokens from, in the same database
     */
    public static EventProcessors on(ConnectionFactory connections, PostgresTokenStore tokens) {
        return new EventProcessors(connections, tokens);
    }

    /**
     * Lets replays of a tag reach the processor's handlers.
     *
     * @param module not built yet
     * @return the same module
     */
    public PooledStreamingEventProcessorModule attach(PooledStreamingEventProcessorModule module) {
        return decorated(module, null);
    }

    /**
     * {@linkplain #attach Attaches} the processor and has it park. Its batches are handed over event by event, each event in a unit of
     * work of its own; the token is stored when all of a batch are handled or parked. The processor's error handler is not asked. Upon a
     * failure that passes by itself, or when no more can be parked, the segment is given back and claimed anew, as ever.
     *
     * @param module of a processor with a sequencing policy: without one all events are one sequence, and behind one that fails all others
     *     are parked; not built yet
     * @return the same module
     */
    public PooledStreamingEventProcessorModule parking(
            PooledStreamingEventProcessorModule module, ParkingSettings settings) {
        return decorated(module, settings);
    }

    /** Under which names processors park in this process, as far as they are built. */
    public Set<String> parking() {
        return components.values().stream()
                .filter(component -> component.parking() != null)
                .map(Component::parkedAs)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is parked. */
    public ParkedEvents parked() {
        return parked;
    }

    /** Resets and replays. */
    public Replays replays() {
        return replays;
    }

    /**
     * Axon's own, to stop and to start it in this process.
     *
     * @throws IllegalArgumentException if none of that name is attached and built
     */
    public StreamingEventProcessor processor(String name) {
        Configuration configuration = configurations.get(name);
        if (configuration == null) {
            throw new IllegalArgumentException(
                    "Processor " + name + " is not attached; those that are: " + configurations.keySet());
        }
        return configuration.getComponent(PooledStreamingEventProcessor.class, name);
    }

    private PooledStreamingEventProcessorModule decorated(
            PooledStreamingEventProcessorModule module, @Nullable ParkingSettings settings) {
        String processor = module.name();
        return module.componentRegistry(registry -> registry.registerDecorator(
                EventHandlingComponent.class,
                Integer.MAX_VALUE,
                (configuration, name, handlers) ->
                        decorated(configuration, processor, Objects.requireNonNull(name), handlers, settings)));
    }

    private EventHandlingComponent decorated(
            Configuration configuration,
            String processor,
            String name,
            EventHandlingComponent handlers,
            @Nullable ParkingSettings settings) {
        if (!(configuration.getComponent(EventStorageEngine.class) instanceof PostgresEventStorageEngine engine)) {
            throw new IllegalStateException("Processor " + processor + " does not read the event log");
        }
        Matcher number = NUMBER.matcher(name);
        boolean further = number.find() && !number.group(1).equals("0");
        Component component = new Component(
                processor,
                further ? processor + number.group() : processor,
                handlers,
                configuration.getComponent(UnitOfWorkFactory.class, "UnitOfWorkFactory[" + processor + "]"),
                engine,
                settings);
        components.put(component.parkedAs(), component);
        configurations.put(processor, configuration);
        return settings == null ? handlers : new ParkingComponent(component, settings, table, tokens);
    }
}
