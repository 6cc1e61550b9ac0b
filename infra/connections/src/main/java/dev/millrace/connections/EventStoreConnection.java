package dev.millrace.connections;

import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.meters.EventStoreMeters;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The event store, on PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@Import(PostgresConnection.class)
public class EventStoreConnection {

    /** Names the log that takes its connections from the readers' pool. */
    public static final String FOR_READERS = "eventLogForReaders";

    private static final String SCHEMA = "millrace_events";

    /** On the newest schema: a starting process waits for PostgreSQL here. */
    @Bean(destroyMethod = "close")
    @Primary
    PostgresEventLog eventLog(ConnectionPool pool, Migrations migrations) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return PostgresEventLog.on(pool);
    }

    /** For those who read from outside. It ends with the other. */
    @Bean(name = FOR_READERS, destroyMethod = "")
    EventLog eventLogForReaders(PostgresEventLog eventLog, @Qualifier("readerPool") ConnectionPool readerPool) {
        return eventLog.readingThrough(readerPool);
    }

    @Bean
    EventStoreMeters eventStoreMeters(PostgresEventLog log) {
        return new EventStoreMeters(log);
    }
}
