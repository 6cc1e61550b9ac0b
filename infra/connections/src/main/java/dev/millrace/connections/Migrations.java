package dev.millrace.connections;

import dev.millrace.eventstore.ServerErrors;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings schemas to their newest version. Blocks: for start-up and other threads that may. */
public final class Migrations {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final PostgresSettings settings;

    Migrations(PostgresSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes {@code schema} if it is missing and applies the migrations it lacks. Instances that do so at the same time
     * wait for one another. In scripts, <code>${flyway:defaultSchema}</code> is {@code schema}.
     *
     * @param location of the scripts on the class path, such as {@code db/sagas}
     * @throws IllegalStateException if the server is not there within {@code millrace.postgres.start-timeout}
     * @throws org.flywaydb.core.api.FlywayException if a script fails or differs from the one that was applied
     */
    public void migrate(String schema, String location) {
        try (Connection lock = connectWhenUp()) {
            // Flyway locks only once its own table is there; two first starts would race to make it.
            try (PreparedStatement statement =
                    lock.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
                statement.setString(1, "millrace.migrations." + schema);
                statement.execute();
            }
            Flyway.configure()
                    .dataSource(settings.jdbcUrl(), settings.username(), settings.password())
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:" + location)
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (SQLException lost) {
            throw new IllegalStateException("Lost " + settings + " while migrating " + schema, lost);
        }
    }

    private Connection connectWhenUp() throws SQLException {
        Instant deadline = Instant.now().plus(settings.startTimeout());
        for (int attempt = 1; ; attempt++) {
            try {
                return connect();
            } catch (SQLException failure) {
                if (!worthWaitingFor(failure)) {
                    throw new IllegalStateException(
                            "%s refuses the connection (see millrace.postgres.*)".formatted(settings), failure);
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(
                            "%s did not answer within %s (millrace.postgres.start-timeout)"
                                    .formatted(settings, settings.startTimeout()),
                            failure);
                }
                if (attempt == 1) {
                    log.info("Waiting for {}: {}", settings, failure.getMessage());
                }
                pause();
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.username());
        if (settings.password() != null) {
            properties.setProperty("password", settings.password());
        }
        return DriverManager.getConnection(settings.jdbcUrl(), properties);
    }

    /** A wrong password never gets right. */
    private static boolean worthWaitingFor(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && ServerErrors.isAway(state);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for PostgreSQL", stopped);
        }
    }
}
