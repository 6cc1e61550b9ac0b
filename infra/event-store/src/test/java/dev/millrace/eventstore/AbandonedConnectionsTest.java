package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AbandonedConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 150;

    private final PostgresqlConnectionFactory driver = factory(TestServers.freshDatabase());

    @Test
    void connections_that_came_too_late_are_closed() {
        try (Watcher watcher = new Watcher()) {
            ConnectionFactory connections = new AbandonedConnections(driver);
            // Given up after longer and longer: at every step of the making.
            Flux.range(0, CONNECTIONS)
                    .concatMap(i -> once(pool(connections, Duration.ofNanos((i + 1) * 200_000L))))
                    .blockLast(PATIENCE);

            await().atMost(PATIENCE)
                    .during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(watcher.others()).isZero());
        }
    }

    private static ConnectionPool pool(ConnectionFactory connections, Duration createTime) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(0)
                .maxSize(4)
                .maxCreateConnectionTime(createTime)
                .build());
    }

    private static Mono<Void> once(ConnectionPool pool) {
        return Flux.range(0, 4)
                .flatMap(_ -> pool.create()
                        .flatMap(connection -> Mono.from(connection.close()))
                        .onErrorComplete())
                .then(pool.disposeLater());
    }

    private PostgresqlConnectionFactory factory(PostgresAddress database) {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(database.host())
                .port(database.port())
                .database(database.database())
                .username(database.username())
                .password(database.password())
                .build());
    }

    /** Counts the connections to the database besides its own. */
    private final class Watcher implements AutoCloseable {

        private final PostgresqlConnection connection = driver.create().block(PATIENCE);

        long others() {
            return connection
                    .createStatement("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                    .execute()
                    .flatMap(result -> result.map(row -> row.get(0, Long.class)))
                    .blockLast(PATIENCE);
        }

        @Override
        public void close() {
            connection.close().block(PATIENCE);
        }
    }
}
