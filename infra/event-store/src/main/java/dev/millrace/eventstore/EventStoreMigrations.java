package dev.millrace.eventstore;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** Creates and updates the schema {@code millrace_events}. */
public final class EventStoreMigrations {

    /** Of the newest migration: what {@link #migrate} leads to, and what this library needs. */
    public static final int VERSION = 7;

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

    /**
     * Lets a role use the store without owning it: it appends by the store's function alone, reads, and keeps tokens; it can't
     * write, change or delete an event otherwise, nor disable the triggers that forbid it. The role is made by the operator. To be
     * called again after each {@link #migrate}. Blocking.
     *
     * @param owner who migrated, or a superuser
     * @param role what the application logs in as
     */
    public static void grantUse(String jdbcUrl, String owner, String password, String role) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, owner, password);
                PreparedStatement grant = connection.prepareStatement("call " + SCHEMA + ".grant_use(?)")) {
            grant.setString(1, role);
            grant.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("Can't grant the use of the event store to " + role, e);
        }
    }
}
