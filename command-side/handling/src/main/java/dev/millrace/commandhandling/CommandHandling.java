package dev.millrace.commandhandling;

import dev.millrace.connections.EventStoreConnection;
import dev.millrace.domain.Domain;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.configuration.EventStoreSetup;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.schema.EventJson;
import dev.millrace.schema.EventUpcasters;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.update.UpdateCheckerConfigurationEnhancer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All command handlers on the event store, and {@link Commands} to reach them. Whoever imports it again gets the same ones. */
@Configuration(proxyBeanMethods = false)
@Import(EventStoreConnection.class)
public class CommandHandling {

    @Bean(destroyMethod = "shutdown")
    AxonConfiguration axonConfiguration(EventLog eventLog) {
        return Domain.register(EventStoreConfigurer.on(EventStoreSetup.of(eventLog, EventJson.mapper(), Domain.events())
                        .upcastBy(EventUpcasters.current())))
                // Axon would report to its makers which versions run here, unless a system property forbids it.
                .componentRegistry(registry -> registry.disableEnhancer(UpdateCheckerConfigurationEnhancer.class))
                .start();
    }

    @Bean
    Commands commands(AxonConfiguration axonConfiguration) {
        return axonConfiguration.getComponent(Commands.class);
    }
}
