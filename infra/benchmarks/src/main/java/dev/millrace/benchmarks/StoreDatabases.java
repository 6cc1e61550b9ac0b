package dev.millrace.benchmarks;

import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.local.LocalServersSettings;
import dev.millrace.local.PostgresAddress;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;

/** One PostgreSQL with fsync on, for this measurement alone, and a database for each that is measured. */
final class StoreDatabases implements AutoCloseable {

    private static final String SUPERUSER = "postgres";

    private final LocalServers servers;

    StoreDatabases(Path folder) {
        servers = LocalServers.start(LocalServersSettings.in(folder).withServers(EnumSet.of(LocalServer.POSTGRESQL)));
    }

    PostgresAddress empty(String name) {
        execute(servers.postgres(), "create database " + name);
        return address(name);
    }

    PostgresAddress address(String name) {
        return servers.postgres().withDatabase(name);
    }

    PostgresAddress eventStore(String name, boolean chained) {
        PostgresAddress address = empty(name);
        EventStoreMigrations.migrate(address.jdbcUrl(), address.username(), address.password());
        if (!chained) {
            ConnectionPool pool = pool(address, 1);
            EventChain.on(pool).disable().block(Duration.ofSeconds(10));
            pool.dispose();
        }
        return address;
    }

    static ConnectionPool pool(PostgresAddress address, int connections) {
        PostgresqlConnectionFactory factory =
                new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                        .host(address.host())
                        .port(address.port())
                        .database(address.database())
                        .username(address.username())
                        .password(address.password())
                        .forceBinary(true)
                        .preparedStatementCacheQueries(64)
                        .build());
        return new ConnectionPool(EventStoreConnections.pooled(factory)
                .initialSize(connections)
                .maxSize(connections)
                .build());
    }

    static void execute(PostgresAddress address, String sql) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** What was written before is not to be written out during what is measured next. */
    void checkpoint() {
        PostgresAddress owner = servers.postgres();
        execute(
                new PostgresAddress(owner.host(), owner.port(), owner.database(), SUPERUSER, owner.password()),
                "checkpoint");
    }

    static String answer(PostgresAddress address, String sql) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.username(), address.password());
    }

    String described() {
        return "PostgreSQL " + answer(servers.postgres(), "show server_version") + " (fsync "
                + answer(servers.postgres(), "show fsync") + ", synchronous_commit "
                + answer(servers.postgres(), "show synchronous_commit") + ", shared_buffers "
                + answer(servers.postgres(), "show shared_buffers") + ")";
    }

    @Override
    public void close() {
        servers.close();
    }
}
