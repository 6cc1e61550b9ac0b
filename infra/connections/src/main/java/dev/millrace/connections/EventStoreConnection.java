package dev.millrace.connections;

import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.meters.EventStoreMeters;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The event store, on PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@Import(PostgresConnection.class)
public class EventStoreConnection {

    private static final String SCHEMA = "millrace_events";

    /** On the newest schema: a starting process waits for PostgreSQL here. */
    @Bean(destroyMethod = "close")
    PostgresEventLog eventLog(ConnectionPool pool, Migrations migrations) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return PostgresEventLog.on(pool);
    }

    @Bean
    EventStoreMeters eventStoreMeters(PostgresEventLog log) {
        return new EventStoreMeters(log);
    }
}
