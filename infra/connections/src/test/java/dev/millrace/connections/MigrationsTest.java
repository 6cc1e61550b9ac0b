package dev.millrace.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void instances_that_start_at_the_same_time_migrate_once() throws Exception {
        PostgresAddress database = TestServers.freshDatabase();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> instances = IntStream.range(0, 4)
                    .mapToObj(_ -> CompletableFuture.runAsync(
                            () -> migrations(database, "60s").migrate("sample_7", "db/sample"), threads))
                    .toList();
            instances.forEach(CompletableFuture::join);
        }
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT note FROM sample_7.sample")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isEqualTo("made for sample_7");
            assertThat(found.next()).isFalse();
        }
    }

    @Test
    void a_location_without_scripts_is_refused() {
        Migrations migrations = migrations(TestServers.freshDatabase(), "60s");
        assertThatThrownBy(() -> migrations.migrate("sample", "db/nowhere")).hasMessageContaining("db/nowhere");
    }

    @Test
    void a_starting_process_waits_for_its_server_but_not_for_ever() {
        try (LocalServers servers = TestServers.own(LocalServer.POSTGRESQL)) {
            PostgresAddress address = servers.postgres();
            servers.stop(LocalServer.POSTGRESQL);
            assertThatThrownBy(() -> migrations(address, "1s").migrate("sample", "db/sample"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not answer within PT1S (millrace.postgres.start-timeout)");

            CompletableFuture<Void> migrated =
                    CompletableFuture.runAsync(() -> migrations(address, "120s").migrate("sample", "db/sample"));
            servers.start(LocalServer.POSTGRESQL);
            assertThat(migrated).succeedsWithin(Duration.ofSeconds(120));
        }
    }

    @Test
    void a_database_that_does_not_exist_is_not_waited_for() {
        PostgresAddress address = TestServers.postgres().withDatabase("missing");
        assertThatThrownBy(() -> migrations(address, "60s").migrate("sample", "db/sample"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refuses the connection (see millrace.postgres.*)");
    }

    private static Migrations migrations(PostgresAddress address, String startTimeout) {
        return new Migrations(new PostgresSettings(
                address.host(),
                address.port(),
                address.database(),
                address.username(),
                address.password(),
                0,
                2,
                1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.parse("PT" + startTimeout)));
    }
}
