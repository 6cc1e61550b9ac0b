package dev.millrace.courses;

import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.eventhandling.configuration.EventProcessorModule;
import tools.jackson.databind.json.JsonMapper;

/** The application without Spring. */
final class CourseApplication {

    private CourseApplication() {}

    static AxonConfiguration start(PostgresEventLog log, ConnectionFactory connections, Attendance attendance) {
        var tokens = new PostgresTokenStore(connections, "node-1", Duration.ofSeconds(10));
        var processor = EventProcessorModule.pooledStreaming("attendance")
                .eventHandlingComponents(components -> components.autodetected(configuration -> attendance))
                .customized((configuration, settings) -> settings.initialSegmentCount(2)
                        .tokenStore(tokens)
                        .unitOfWorkFactory(EventStoreConfigurer.unitsOfWorkOnVirtualThreads(configuration)));
        return EventStoreConfigurer.on(
                        log, JsonMapper.builder().build(), List.of(CourseCreated.class, StudentSubscribed.class))
                .registerEntity(EventSourcedEntityModule.autodetected(Subscribe.Id.class, Subscription.class))
                .registerCommandHandlingModule(CommandHandlingModule.named("courses")
                        .commandHandlers()
                        .annotatedCommandHandlingComponent(configuration -> new CourseCommands()))
                .messaging(messaging -> messaging.eventProcessing(
                        processing -> processing.pooledStreaming(streaming -> streaming.processor(processor))))
                .start();
    }
}
