package dev.millrace.connections;

import dev.millrace.eventstore.EventStoreConnections;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import java.util.TimeZone;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

/** PostgreSQL: the pool that a process's work shares, connections outside of it, migrations. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostgresSettings.class)
public class PostgresConnection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** Readers may wait this many times as long for a connection. */
    private static final int READERS_PATIENCE = 5;

    private static final int PREPARED_STATEMENTS_PER_CONNECTION = 256;

    /** Opens a connection each time: for those that are held for long (LISTEN, advisory locks). Whoever opens, closes. */
    @Bean
    PostgresqlConnectionFactory postgresConnections(PostgresSettings settings) {
        PostgresqlConnectionConfiguration.Builder configuration = PostgresqlConnectionConfiguration.builder()
                .host(settings.host())
                .port(settings.port())
                .database(settings.database())
                .username(settings.username())
                .applicationName("millrace")
                .connectTimeout(CONNECT_TIMEOUT)
                .tcpKeepAlive(true)
                .timeZone(TimeZone.getTimeZone("UTC"))
                .statementTimeout(settings.statementTimeout())
                // Six times the speed of text in reading the tail of the store.
                .forceBinary(true)
                .preparedStatementCacheQueries(PREPARED_STATEMENTS_PER_CONNECTION);
        if (settings.password() != null) {
            configuration.password(settings.password());
        }
        return new PostgresqlConnectionFactory(configuration.build());
    }

    /**
     * Connects when first used, so that a process starts without the server. When the server is back, so is the pool.
     */
    @Bean(destroyMethod = "dispose")
    @Primary
    ConnectionPool connectionPool(PostgresqlConnectionFactory postgresConnections, PostgresSettings settings) {
        return new ConnectionPool(pooled(postgresConnections, settings)
                .name("millrace")
                .initialSize(settings.poolMinSize())
                .minIdle(settings.poolMinSize())
                .maxSize(settings.poolMaxSize())
                .build());
    }

    /** Of those who read the log from outside: they wait for each other, and nobody who decides waits for them. */
    @Bean(destroyMethod = "dispose")
    ConnectionPool readerPool(PostgresqlConnectionFactory postgresConnections, PostgresSettings settings) {
        return new ConnectionPool(pooled(postgresConnections, settings)
                .name("millrace-readers")
                .initialSize(0)
                .maxSize(settings.readerPoolMaxSize())
                // Short statements of many: whoever has waited is served soon.
                .maxAcquireTime(settings.acquireTimeout().multipliedBy(READERS_PATIENCE))
                .build());
    }

    private static ConnectionPoolConfiguration.Builder pooled(
            PostgresqlConnectionFactory connections, PostgresSettings settings) {
        return EventStoreConnections.pooled(connections)
                .maxAcquireTime(settings.acquireTimeout())
                .maxIdleTime(Duration.ofMinutes(5))
                .backgroundEvictionInterval(Duration.ofSeconds(30));
    }

    @Bean
    Migrations migrations(PostgresSettings settings) {
        return new Migrations(settings);
    }

    @Bean
    ReactiveHealthIndicator postgresHealthIndicator(ConnectionPool pool) {
        return new ServerHealth(
                "PostgreSQL",
                () -> Mono.usingWhen(
                        pool.create(),
                        connection -> Mono.from(connection
                                        .createStatement("SELECT current_setting('server_version')")
                                        .execute())
                                .flatMap(result -> Mono.from(result.map(row -> String.valueOf(row.get(0))))),
                        connection -> connection.close()));
    }
}
