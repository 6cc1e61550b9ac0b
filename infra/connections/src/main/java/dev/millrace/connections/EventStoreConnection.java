package dev.millrace.connections;

import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.PostgresEventLog;
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
    EventLog eventLog(ConnectionPool pool, Migrations migrations) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return PostgresEventLog.on(pool);
    }
}
