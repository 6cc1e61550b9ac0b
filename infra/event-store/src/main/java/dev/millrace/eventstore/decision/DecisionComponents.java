package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.axon.EventPayloads;
import java.time.InstantSource;
import org.axonframework.common.configuration.ComponentRegistry;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.core.MessageTypeResolver;

/** Puts {@link Decisions} and {@link Commands} among the components of an Axon configuration. */
public final class DecisionComponents {

    private DecisionComponents() {}

    /** Needs an {@link EventPayloads} component. */
    public static void register(ComponentRegistry registry) {
        Positions positions = new Positions();
        Premises premises = new Premises();
        registry.registerComponent(
                        Decisions.class,
                        configuration -> new StoreDecisions(
                                configuration.getComponent(EventStore.class),
                                configuration.getComponent(EventStorageEngine.class),
                                configuration.getComponent(EventPayloads.class),
                                configuration.getComponent(InstantSource.class, InstantSource::system),
                                positions,
                                premises))
                .registerComponent(
                        Commands.class,
                        configuration -> new BusCommands(
                                configuration.getComponent(CommandBus.class),
                                configuration.getComponent(MessageTypeResolver.class),
                                positions,
                                premises));
    }
}
