package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.local.LocalServer;
import dev.millrace.local.LocalServers;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class RecoveryTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void appends_whose_connection_is_lost_are_looked_up_and_never_stored_twice() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            ConcurrentLinkedQueue<Long> followed = new ConcurrentLinkedQueue<>();
            Disposable tail = log.tail(Criteria.everything(), 0)
                    .map(StoredEvent::position)
                    .subscribe(followed::add);
            Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();

            Mono<Void> kills = Flux.interval(Duration.ofMillis(150))
                    .onBackpressureDrop()
                    .take(8)
                    .concatMap(i -> store.terminateOtherBackends())
                    .then();
            Flux<Long> appends = Flux.range(0, 3_000)
                    .flatMap(
                            i -> {
                                NewEvent event = event("A", "n=" + i);
                                return log.append(
                                                List.of(event),
                                                AppendCondition.unchanged(Criteria.tagged(Tag.of("n", "" + i)), 0))
                                        .doOnNext(position -> acknowledged.add(event.id()))
                                        .onErrorResume(EventStoreUnavailableException.class, error -> Mono.empty());
                            },
                            32);
            appends.takeUntilOther(Mono.never()).then().and(kills).block(SOON);

            long head = log.head().retry(20).block(SOON);
            List<StoredEvent> stored =
                    log.read(Criteria.everything(), 0).collectList().block(SOON);
            assertThat(stored)
                    .extracting(StoredEvent::position)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, head).boxed().toList());
            assertThat(stored)
                    .extracting(StoredEvent::id)
                    .doesNotHaveDuplicates()
                    .containsAll(acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(2_000);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(followed)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, head).boxed().toList()));
            tail.dispose();
        }
    }

    @Test
    void a_server_that_was_away_is_used_again_by_itself() {
        try (LocalServers servers = TestServers.own(LocalServer.POSTGRESQL);
                TestStore store = TestStore.at(servers.postgres())) {
            PostgresEventLog log = store.instance();
            ConcurrentLinkedQueue<Long> followed = new ConcurrentLinkedQueue<>();
            Disposable tail = log.tail(Criteria.everything(), 0)
                    .map(StoredEvent::position)
                    .subscribe(followed::add);
            append(log);
            await().atMost(SOON).until(() -> followed.size() == 1);

            servers.stop(LocalServer.POSTGRESQL);
            assertThatThrownBy(() -> append(log)).isInstanceOf(EventStoreUnavailableException.class);
            assertThatThrownBy(() -> log.head().block(SOON)).isInstanceOf(EventStoreUnavailableException.class);

            servers.start(LocalServer.POSTGRESQL);
            await().atMost(SOON).ignoreExceptions().until(() -> append(log) > 1);
            await().atMost(SOON).until(() -> followed.size() == log.head().block(SOON));
            assertThat(followed).contains(1L, 2L);
            tail.dispose();
        }
    }

    @Test
    void a_server_whose_disk_is_full_is_away_and_what_it_refused_is_known_not_to_be_stored() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            store.sql(
                    """
                    CREATE FUNCTION millrace_events.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        RAISE 'could not extend file' USING ERRCODE = 'disk_full';
                    END $$""",
                    "CREATE TRIGGER full_disk BEFORE INSERT ON millrace_events.events EXECUTE FUNCTION millrace_events.full_disk()");

            List<Throwable> refused = Flux.range(0, 20)
                    .flatMap(i -> log.append(List.of(event("A")), AppendCondition.none())
                            .map(position -> new Throwable("stored at " + position))
                            .onErrorResume(Mono::just))
                    .collectList()
                    .block(SOON);
            assertThat(refused)
                    .hasSize(20)
                    .allSatisfy(error -> assertThat(error)
                            .isInstanceOf(EventStoreUnavailableException.class)
                            .hasMessage("The event store can't do it now: could not extend file"));

            store.sql("DROP TRIGGER full_disk ON millrace_events.events");
            assertThat(append(log)).isEqualTo(1);
        }
    }

    private static long append(PostgresEventLog log) {
        return log.append(List.of(event("A")), AppendCondition.none()).block(SOON);
    }
}
