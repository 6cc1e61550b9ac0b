package dev.millrace.connections;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where PostgreSQL is and how much of it a process may use.
 *
 * @param password absent where the server trusts the user
 * @param poolMinSize connections kept open when idle
 * @param poolMaxSize connections at most; further work queues for {@code acquireTimeout}
 * @param readerPoolMaxSize connections at most for those who read the log from outside, beside {@code poolMaxSize}
 * @param acquireTimeout how long work waits for a connection before it fails
 * @param statementTimeout how long the server works on one statement before it cancels it
 * @param startTimeout how long a starting process waits for a server that isn't up yet
 */
@ConfigurationProperties("millrace.postgres")
public record PostgresSettings(
        String host,
        @DefaultValue("5432") int port,
        @DefaultValue("millrace") String database,
        @DefaultValue("millrace") String username,
        @Nullable String password,
        @DefaultValue("10") int poolMinSize,
        @DefaultValue("50") int poolMaxSize,
        @DefaultValue("10") int readerPoolMaxSize,
        @DefaultValue("2s") Duration acquireTimeout,
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("60s") Duration startTimeout) {

    /** @throws IllegalArgumentException naming the setting that is missing or out of bounds */
    public PostgresSettings {
        Setting.text("millrace.postgres.host", host);
        Setting.between("millrace.postgres.port", 1, 65_535, port);
        Setting.text("millrace.postgres.database", database);
        Setting.text("millrace.postgres.username", username);
        Setting.between("millrace.postgres.pool-max-size", 1, 1_000, poolMaxSize);
        Setting.between("millrace.postgres.pool-min-size", 0, poolMaxSize, poolMinSize);
        Setting.between("millrace.postgres.reader-pool-max-size", 1, 1_000, readerPoolMaxSize);
        Setting.positive("millrace.postgres.acquire-timeout", acquireTimeout);
        Setting.positive("millrace.postgres.statement-timeout", statementTimeout);
        Setting.positive("millrace.postgres.start-timeout", startTimeout);
    }

    /** For the JDBC driver, which migrations use. */
    String jdbcUrl() {
        String address = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://%s:%d/%s?connectTimeout=2&ApplicationName=millrace-migrations"
                .formatted(address, port, database);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://%s@%s:%d/%s".formatted(username, host, port, database);
    }
}
