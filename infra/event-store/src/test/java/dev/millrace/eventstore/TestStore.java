package dev.millrace.eventstore;

import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;

/** An empty event store in a database of its own, and as many instances on it as a test asks for. */
public final class TestStore implements AutoCloseable {

    private final PostgresAddress address;
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final List<PostgresEventLog> logs = new ArrayList<>();

    private TestStore(PostgresAddress address) {
        this.address = address;
    }

    public static TestStore fresh() {
        return new TestStore(TestServers.freshDatabase("event_store", TestStore::migrate));
    }

    public static TestStore at(PostgresAddress address) {
        migrate(address);
        return new TestStore(address);
    }

    /** One that has been migrated. */
    static TestStore on(PostgresAddress address) {
        return new TestStore(address);
    }

    private static void migrate(PostgresAddress database) {
        EventStoreMigrations.migrate(database.jdbcUrl(), database.username(), database.password());
    }

    public PostgresAddress address() {
        return address;
    }

    /** The same database under another role. */
    public TestStore as(String role, String password) {
        return new TestStore(new PostgresAddress(address.host(), address.port(), address.database(), role, password));
    }

    /** The same database under a role that no privilege holds back. */
    public TestStore superuser() {
        try (java.sql.Connection connection = connect();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet superuser =
                        statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
            superuser.next();
            return superuser.getBoolean(1) ? this : as("postgres", address.password());
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Runs the statements in one transaction. */
    public void sql(String... statements) {
        try (java.sql.Connection connection = connect();
                java.sql.Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private java.sql.Connection connect() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.username(), address.password());
    }

    private PostgresqlConnectionFactory factory() {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(address.host())
                .port(address.port())
                .database(address.database())
                .username(address.username())
                .password(address.password())
                .forceBinary(true)
                .preparedStatementCacheQueries(64)
                .build());
    }

    public ConnectionPool pool() {
        ConnectionPool pool = new ConnectionPool(EventStoreConnections.pooled(factory())
                .initialSize(1)
                .maxSize(10)
                .maxAcquireTime(Duration.ofSeconds(20))
                .build());
        pools.add(pool);
        return pool;
    }

    /** A new instance with connections of its own, as in another process. */
    public PostgresEventLog instance() {
        PostgresEventLog log = PostgresEventLog.on(pool());
        logs.add(log);
        return log;
    }

    /** As if the network had failed: every connection to this database but the one that asks is cut. */
    Mono<Void> terminateOtherBackends() {
        return Mono.usingWhen(
                        factory().create(),
                        connection -> connection
                                .createStatement("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                                        + " where datname = current_database() and pid <> pg_backend_pid()"
                                        // Nor those of autovacuum, which aren't ours to end.
                                        + " and usename = current_user")
                                .execute()
                                .flatMap(result -> result.map(row -> row.get(0)))
                                .then(),
                        PostgresqlConnection::close)
                .then();
    }

    public static NewEvent event(String type, String... tags) {
        Set<Tag> parsed = Set.copyOf(List.of(tags).stream().map(Tag::parse).toList());
        ThreadLocalRandom random = ThreadLocalRandom.current();
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return new NewEvent(id, type, "1", Instant.now(), "{}".getBytes(), Map.of("correlationId", "test"), parsed);
    }

    @Override
    public void close() {
        logs.forEach(PostgresEventLog::close);
        pools.forEach(ConnectionPool::dispose);
    }
}
