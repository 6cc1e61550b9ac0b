package dev.millrace.eventstore;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.pool.PoolBuilder;

/** A pool of connections as an event store wants them: binary transfer, prepared statements kept. */
public final class EventStoreConnections {

    private static final int STATEMENTS_KEPT = 64;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** With log-in. On a busy machine it takes its time, and those who wait give up sooner than the connection's making. */
    private static final Duration LONGEST_MAKING = Duration.ofSeconds(20);

    private EventStoreConnections() {}

    /**
     * Opens connections as they are needed. The caller disposes of the pool.
     *
     * @param url {@code r2dbc:postgresql://host:port/database}, with the driver's options as parameters
     * @param username joins the URL's; null if it has one
     * @param password joins the URL's; null if it has one, or none is needed
     * @param maxSize connections at most; 3 for appending and following, and one for each read and token update under way
     * @throws IllegalArgumentException if the URL is not one of r2dbc-postgresql, or there is no user
     */
    public static ConnectionPool pool(String url, @Nullable String username, @Nullable String password, int maxSize) {
        ConnectionFactoryOptions options = options(url, username, password);
        return new ConnectionPool(pooled(ConnectionFactories.get(options))
                .initialSize(0)
                .maxSize(maxSize)
                .maxAcquireTime(LONGEST_WAIT)
                .build());
    }

    /**
     * What every pool of such connections needs, however they are made: a connection that nobody waits for any more when it has
     * come about is closed, and one that broke is told by its channel and thrown away when it is next asked for. Sizes and
     * patience are the caller's.
     *
     * @param connections of r2dbc-postgresql
     */
    public static ConnectionPoolConfiguration.Builder pooled(ConnectionFactory connections) {
        return ConnectionPoolConfiguration.builder(new AbandonedConnections(connections))
                .maxCreateConnectionTime(LONGEST_MAKING)
                .customizer(PoolBuilder::idleResourceReuseMruOrder)
                .validationDepth(ValidationDepth.LOCAL);
    }

    private static ConnectionFactoryOptions options(String url, @Nullable String username, @Nullable String password) {
        ConnectionFactoryOptions parsed = ConnectionFactoryOptions.parse(url);
        Object driver = parsed.getValue(ConnectionFactoryOptions.DRIVER);
        if (!PostgresqlConnectionFactoryProvider.POSTGRESQL_DRIVER.equals(driver)) {
            throw new IllegalArgumentException(
                    "Not a URL of r2dbc-postgresql (r2dbc:postgresql://…): driver " + driver);
        }
        ConnectionFactoryOptions.Builder options = parsed.mutate();
        if (username != null) {
            options.option(ConnectionFactoryOptions.USER, username);
        } else if (!parsed.hasOption(ConnectionFactoryOptions.USER)) {
            throw new IllegalArgumentException(
                    "No user, neither in the URL (r2dbc:postgresql://user@host/…) nor beside it");
        }
        if (password != null) {
            options.option(ConnectionFactoryOptions.PASSWORD, password);
        }
        unlessGiven(parsed, options, PostgresqlConnectionFactoryProvider.FORCE_BINARY, true);
        unlessGiven(
                parsed, options, PostgresqlConnectionFactoryProvider.PREPARED_STATEMENT_CACHE_QUERIES, STATEMENTS_KEPT);
        return options.build();
    }

    private static <T> void unlessGiven(
            ConnectionFactoryOptions given, ConnectionFactoryOptions.Builder options, Option<T> option, T value) {
        if (!given.hasOption(option)) {
            options.option(option, value);
        }
    }
}
