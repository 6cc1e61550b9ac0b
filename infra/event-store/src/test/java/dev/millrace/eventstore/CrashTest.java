package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.eventstore.chain.Verification;
import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.testing.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** In the middle of appends, again and again: the server stops dead, its backends are terminated, the client is killed. */
class CrashTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int IN_FLIGHT = 32;

    @Test
    void a_server_that_is_stopped_at_once_or_killed_loses_nothing_it_acknowledged() {
        try (LocalServers servers = TestServers.own(LocalServer.POSTGRESQL);
                TestStore store = TestStore.at(servers.postgres())) {
            Ledger ledger = new Ledger();
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> appends = keepAppending(store.instance(), ledger, enough);

            for (int round = 0; round < 4; round++) {
                awaitMore(ledger);
                if (round % 2 == 0) {
                    stopImmediately(servers);
                } else {
                    servers.kill(LocalServer.POSTGRESQL);
                }
                servers.start(LocalServer.POSTGRESQL);
            }
            awaitMore(ledger);
            enough.set(true);
            appends.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();

            check(store, ledger);
        }
    }

    @Test
    void terminated_backends_lose_nothing() {
        try (TestStore store = TestStore.fresh()) {
            Ledger ledger = new Ledger();
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> appends = keepAppending(store.instance(), ledger, enough);

            for (int round = 0; round < 10; round++) {
                awaitMore(ledger);
                store.terminateOtherBackends().block(SOON);
            }
            awaitMore(ledger);
            enough.set(true);
            appends.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();

            check(store, ledger);
        }
    }

    @Test
    void a_client_that_is_killed_leaves_whole_appends_and_all_that_were_acknowledged_to_it(@TempDir Path folder)
            throws IOException {
        Path errors = folder.resolve("errors");
        try (TestStore store = TestStore.fresh()) {
            Ledger ledger = new Ledger();
            for (int round = 0; round < 4; round++) {
                Process client = AppendingProcess.start(store.address(), errors);
                AtomicInteger told = new AtomicInteger();
                try (BufferedReader answers = client.inputReader()) {
                    for (String answer; (answer = answers.readLine()) != null; ) {
                        // The last line may have been cut by the kill.
                        if (answer.matches("acknowledged \\S{36} \\d+ \\.")) {
                            String[] words = answer.split(" ");
                            ledger.acknowledge(words[1], Long.parseLong(words[2]));
                            if (told.incrementAndGet() == 300) {
                                // Unlike the process's own method, this leaves what it has said to be read.
                                client.toHandle().destroyForcibly();
                            }
                        }
                    }
                } finally {
                    client.destroyForcibly();
                }
                assertThat(told.get()).as(Files.readString(errors)).isGreaterThanOrEqualTo(300);
            }

            check(store, ledger);
        }
    }

    static CompletableFuture<Void> keepAppending(PostgresEventLog log, Ledger ledger, AtomicBoolean enough) {
        return Flux.<UUID>generate(sink -> {
                    if (enough.get()) {
                        sink.complete();
                    } else {
                        sink.next(UUID.randomUUID());
                    }
                })
                .flatMap(
                        name -> log.append(
                                        Ledger.append(name),
                                        AppendCondition.unchanged(Criteria.tagged(Tag.of("append", "" + name)), 0))
                                .doOnNext(position -> ledger.acknowledge(name.toString(), position))
                                .onErrorResume(
                                        EventStoreUnavailableException.class,
                                        away -> Mono.delay(Duration.ofMillis(20))),
                        IN_FLIGHT)
                .then()
                .toFuture();
    }

    private static void awaitMore(Ledger ledger) {
        int before = ledger.size();
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> ledger.size() > before + 100);
    }

    private static void check(TestStore store, Ledger ledger) {
        PostgresEventLog log = store.instance();
        List<StoredEvent> stored = await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> log.read(Criteria.everything(), 0).collectList().block(SOON), events -> true);
        ledger.check(stored);
        assertThat(ledger.size()).isGreaterThan(500);
        assertThat(EventChain.on(store.pool()).verify().blockLast(SOON)).isInstanceOf(Verification.Sound.class);
    }

    /** {@code pg_ctl stop -m immediate}, without pg_ctl. */
    private static void stopImmediately(LocalServers servers) {
        try {
            new ProcessBuilder("kill", "-QUIT", "" + postmaster(servers))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        await().atMost(SOON).until(() -> !servers.runs(LocalServer.POSTGRESQL));
    }

    private static long postmaster(LocalServers servers) {
        try (var connection = DriverManager.getConnection(
                        servers.postgres().jdbcUrl(),
                        "postgres",
                        servers.postgres().password());
                ResultSet file = connection.createStatement().executeQuery("select pg_read_file('postmaster.pid')")) {
            file.next();
            return Long.parseLong(file.getString(1).lines().findFirst().orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
