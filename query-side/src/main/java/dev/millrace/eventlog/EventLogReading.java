package dev.millrace.eventlog;

import dev.millrace.eventstore.EventLog;
import dev.millrace.reading.QuerySettings;
import dev.millrace.reading.StreamSlots;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the event log. */
@Configuration(proxyBeanMethods = false)
public class EventLogReading {

    @Bean
    StreamSlots eventLogSlots(QuerySettings settings) {
        return new StreamSlots(settings.eventStreams());
    }

    @Bean
    EventLogController eventLogController(EventLog log, StreamSlots eventLogSlots, QuerySettings settings) {
        return new EventLogController(log, eventLogSlots, settings.heartbeat());
    }

    @Bean
    EventSchemaController eventSchemaController() {
        return new EventSchemaController();
    }
}
