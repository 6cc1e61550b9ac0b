package dev.millrace.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.local.PostgresAddress;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor types, and what comes of it. */
class EventStoreCommandTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private PostgresAddress database;

    @BeforeEach
    void fill() {
        database = TestServers.freshDatabase(
                "event_store_cli",
                fresh -> EventStoreMigrations.migrate(fresh.jdbcUrl(), fresh.username(), fresh.password()));
        append(3);
        append(2);
    }

    @Test
    void a_log_that_nobody_touched_is_sound() {
        assertThat(verify()).isZero();

        assertThat(out.toString()).contains("5 of 5 events").contains("sound up to block=2 position=5");
    }

    @Test
    void an_altered_event_is_named() throws SQLException {
        tamper("update millrace_events.events set payload = 'x' where position = 4");

        assertThat(verify()).isEqualTo(1);

        assertThat(out.toString()).contains("BROKEN EVENT_ALTERED at position 4, block 2");
    }

    @Test
    void events_that_no_block_covers_are_not_called_sound() {
        using(pool -> EventChain.on(pool).disable().block(SOON));
        append(2);

        assertThat(verify()).isEqualTo(1);

        assertThat(out.toString())
                .contains("sound up to block=2")
                .contains("2 events after that are covered by no block");
    }

    @Test
    void a_walk_goes_on_from_where_another_got_to() throws SQLException {
        Path progress = folder.resolve("progress");
        assertThat(verify("--progress", progress.toString())).isZero();
        append(1);
        // Before what is walked now: another walk over all finds it, this one has seen it already.
        tamper("update millrace_events.events set payload = 'x' where position = 1");

        assertThat(verify("--progress", progress.toString())).isZero();
        assertThat(progress).content().startsWith("block=3 position=6 ");
        assertThat(verify()).isEqualTo(1);
    }

    @Test
    void a_chain_that_was_cut_off_is_found_by_a_head_that_was_kept() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path privateKey = pem("PRIVATE KEY", keys.getPrivate());
        Path publicKey = pem("PUBLIC KEY", keys.getPublic());
        assertThat(run("head", "--private-key", privateKey.toString())).isZero();
        Path heads = Files.writeString(folder.resolve("heads"), out.toString());
        String[] kept = {"--heads", heads.toString(), "--public-key", publicKey.toString()};
        assertThat(verify(kept)).isZero();

        tamper(
                "delete from millrace_events.event_tags where position > 3",
                "delete from millrace_events.events where position > 3",
                "delete from millrace_events.blocks where number > 1");

        assertThat(verify()).isZero();
        assertThat(verify(kept)).isEqualTo(1);
        assertThat(out.toString()).contains("BROKEN CUT_OFF");
    }

    @Test
    void heads_that_another_signed_are_refused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        Path theirs = pem("PRIVATE KEY", generator.generateKeyPair().getPrivate());
        Path ours = pem("PUBLIC KEY", generator.generateKeyPair().getPublic());
        run("head", "--private-key", theirs.toString());
        Path heads = Files.writeString(folder.resolve("heads"), out.toString());

        assertThat(verify("--heads", heads.toString(), "--public-key", ours.toString()))
                .isEqualTo(3);
        assertThat(err.toString()).contains("The signature does not fit the head of block 2");
    }

    @Test
    void what_is_wrong_with_the_command_line_is_said() throws IOException {
        assertThat(run("verify", "--heads", "heads.txt")).isEqualTo(2);
        assertThat(err.toString()).contains("--public-key");

        Path none = Files.writeString(folder.resolve("none"), "nothing");
        assertThat(run("head", "--private-key", none.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("is no PEM file with a block \"PRIVATE KEY\"");

        assertThat(verify("--progress", none.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("Not a head of a chain: nothing");
    }

    @Test
    void a_server_that_is_not_there_is_an_error_and_no_verdict() {
        assertThat(verifyAt("r2dbc:postgresql://nobody@127.0.0.1:1/none")).isEqualTo(3);
        assertThat(err.toString()).contains("127.0.0.1");

        assertThat(verifyAt("r2dbc:postgresql://127.0.0.1:1/none")).isEqualTo(3);
        assertThat(err.toString()).contains("No user, neither in the URL");

        assertThat(out.toString()).isEmpty();
    }

    private int verifyAt(String url) {
        return EventStoreCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), "verify", "--url", url);
    }

    private int verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--url",
                "r2dbc:postgresql://%s:%s@%s:%d/%s"
                        .formatted(
                                database.username(),
                                database.password(),
                                database.host(),
                                database.port(),
                                database.database())));
        return EventStoreCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private void append(int events) {
        using(pool -> {
            try (PostgresEventLog log = PostgresEventLog.on(pool)) {
                log.append(IntStream.range(0, events).mapToObj(i -> event()).toList(), AppendCondition.none())
                        .block(SOON);
            }
        });
    }

    private static NewEvent event() {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        return new NewEvent(
                UUID.randomUUID(), "Happened", "1", Instant.now(), payload, Map.of(), Set.of(Tag.of("n", "1")));
    }

    private void using(Consumer<ConnectionPool> work) {
        String url = "r2dbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.database());
        ConnectionPool pool = EventStoreConnections.pool(url, database.username(), database.password(), 3);
        try {
            work.accept(pool);
        } finally {
            pool.disposeLater().block(SOON);
        }
    }

    /** By one who may disable triggers. */
    private void tamper(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            for (String table : List.of("events", "event_tags", "blocks")) {
                statement.execute("alter table millrace_events.%s disable trigger append_only".formatted(table));
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Path pem(String label, Key key) throws IOException, GeneralSecurityException {
        String encoded = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return Files.writeString(
                folder.resolve(label), "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(label, encoded));
    }
}
