package dev.millrace.eventstore;

import org.flywaydb.core.Flyway;

/** Creates and updates the schema {@code millrace_events}. */
public final class EventStoreMigrations {

    private static final String SCHEMA = "millrace_events";

    private EventStoreMigrations() {}

    /**
     * Runs what is missing; several processes may call it at the same time. Blocking: call it at start, from a thread that may
     * block.
     *
     * @param user who will own the schema; needs no right but CREATE on the database
     */
    public static void migrate(String jdbcUrl, String user, String password) {
        Flyway.configure(EventStoreMigrations.class.getClassLoader())
                .dataSource(jdbcUrl, user, password)
                .schemas(SCHEMA)
                .locations("classpath:db/" + SCHEMA)
                .load()
                .migrate();
    }
}
