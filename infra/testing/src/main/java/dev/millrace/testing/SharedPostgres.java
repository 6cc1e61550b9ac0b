package dev.millrace.testing;

import dev.millrace.local.LocalServer;
import dev.millrace.local.PostgresAddress;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Holds the shared PostgreSQL; the class is initialised by the first who asks. */
final class SharedPostgres {
    private static final PostgresAddress ADDRESS = Engine.containers() ? container() : local();

    private SharedPostgres() {}

    static PostgresAddress address() {
        return ADDRESS;
    }

    private static PostgresAddress local() {
        return AtJvmEnd.close(TestServers.own(LocalServer.POSTGRESQL)).postgres();
    }

    @SuppressWarnings("resource") // closed at the JVM's end
    private static PostgresAddress container() {
        PostgreSQLContainer postgres = AtJvmEnd.close(new PostgreSQLContainer("postgres:18")
                .withDatabaseName("millrace")
                .withUsername("millrace")
                .withPassword("millrace")
                .withCommand("postgres", "-c", "max_connections=200", "-c", "timezone=UTC", "-c", "jit=off"));
        postgres.start();
        return new PostgresAddress(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getDatabaseName(),
                postgres.getUsername(),
                postgres.getPassword());
    }
}
