package dev.millrace.eventlog;

import dev.millrace.connections.EventStoreConnection;
import dev.millrace.eventstore.EventLog;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.reading.QuerySettings;
import dev.millrace.reading.StreamSlots;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the event log. */
@Configuration(proxyBeanMethods = false)
public class EventLogReading {

    @Bean
    StreamSlots eventLogSlots(QuerySettings settings) {
        return new StreamSlots(settings.eventStreams(), settings.streamsPerClient());
    }

    @Bean
    EventLogController eventLogController(
            @Qualifier(EventStoreConnection.FOR_READERS) EventLog log,
            StreamSlots eventLogSlots,
            QuerySettings settings) {
        return new EventLogController(log, eventLogSlots, settings.heartbeat());
    }

    @Bean
    ProblemMeanings eventProblems() {
        return EventLogController.MEANINGS;
    }

    @Bean
    ProblemMeanings eventSchemaProblems() {
        return EventSchemaController.MEANINGS;
    }

    @Bean
    EventSchemaController eventSchemaController() {
        return new EventSchemaController();
    }
}
