package dev.millrace.eventstore.boot;

import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** A bean that has a say in the Axon configuration, after everything else was registered. */
@FunctionalInterface
public interface EventStoreCustomizer {

    void customize(EventSourcingConfigurer configurer);
}
