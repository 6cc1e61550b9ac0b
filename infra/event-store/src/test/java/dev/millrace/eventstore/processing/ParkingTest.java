package dev.millrace.eventstore.processing;

import static dev.millrace.eventstore.processing.Digest.NAME;
import static dev.millrace.eventstore.processing.Digest.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.EventStoreUnavailableException;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.processing.Digest.Options;
import dev.millrace.eventstore.processing.Digest.Reaction;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

class ParkingTest {

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Fails, later and on another thread, on what is named. */
    static Reaction indigestible(String... what) {
        Set<String> bad = Set.of(what);
        return given -> bad.contains(given)
                ? CompletableFuture.supplyAsync(() -> {
                    throw new IllegalStateException("Can't count " + given);
                })
                : CompletableFuture.runAsync(() -> {});
    }

    @Test
    void what_a_handler_cant_digest_is_parked_with_its_cause_what_follows_waits_behind_and_all_else_goes_on() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a2");

            digest.append("a1", "b1", "a2", "b2", "a3", "b3");
            digest.untilHandled("a1", "b1", "b2", "b3");
            digest.untilWaiting("a", 3L, 5L);
            digest.untilTokensReach(6);

            assertThat(digest.handlers.handled).containsExactly("a1", "b1", "b2", "b3");
            assertThat(digest.handlers.tried).as("what waits is not tried").doesNotContain("a3");
            List<ParkedEvent> waiting =
                    digest.parked().events(NAME, "a", 0, 10).collectList().block(SOON);
            assertThat(waiting.getFirst()).satisfies(first -> {
                assertThat(first.processor()).isEqualTo("digest");
                assertThat(first.sequence()).isEqualTo("a");
                assertThat(first.cause()).isEqualTo(new Cause("java.lang.IllegalStateException", "Can't count a2"));
                assertThat(first.attempts()).isEqualTo(1);
                assertThat(first.attemptedAt()).isNotNull();
                assertThat(first.event().type()).isEqualTo("digest.Counted");
                assertThat(new String(first.event().payload())).isEqualTo("{\"series\":\"a\",\"number\":2}");
            });
            assertThat(waiting.getLast()).satisfies(behind -> {
                assertThat(behind.cause()).isNull();
                assertThat(behind.attempts()).isZero();
                assertThat(behind.attemptedAt()).isNull();
            });
            assertThat(digest.parked().counts().collectList().block(SOON))
                    .containsExactly(new ParkedCount("digest", 1, 2));
            assertThat(digest.parked().sequences(NAME, "", 10).collectList().block(SOON))
                    .singleElement()
                    .satisfies(sequence -> {
                        assertThat(sequence.events()).isEqualTo(2);
                        assertThat(sequence.first().event().position()).isEqualTo(3);
                        assertThat(sequence.retriedBy()).isNull();
                    });
        }
    }

    @Test
    void a_failure_that_passes_by_itself_parks_nothing() {
        AtomicInteger failures = new AtomicInteger(2);
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = what -> what.equals("a1") && failures.getAndDecrement() > 0
                    ? CompletableFuture.failedFuture(
                            new IllegalStateException(new EventStoreUnavailableException("away", null)))
                    : CompletableFuture.completedFuture(null);

            digest.append("a1", "a2");
            digest.untilHandled("a1", "a2");

            assertThat(digest.handlers.tried).containsExactly("a1", "a1", "a1", "a2");
            assertThat(digest.parked().counts().collectList().block(SOON)).isEmpty();
        }
    }

    @Test
    void what_a_failed_handler_left_to_the_commit_is_not_done() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1");
            digest.handlers.noting = true;

            digest.append("a1", "b1");
            digest.untilHandled("b1");
            digest.untilWaiting("a", 1L);
            await().atMost(SOON).until(() -> digest.log().head().block(SOON), head -> head == 3);

            assertThat(digest.log()
                            .read(Criteria.ofTypes("digest.Noted"), 0)
                            .collectList()
                            .block(SOON))
                    .singleElement()
                    .satisfies(noted -> assertThat(new String(noted.payload())).contains("b1"));
        }
    }

    @Test
    void killed_between_parking_and_the_token_nothing_is_lost_parked_twice_or_tried_again() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.append("b1");
            digest.untilHandled("b1");
            digest.untilTokensReach(1);
            store.sql(
                    "create function refuse() returns trigger language plpgsql as"
                            + " $$ begin raise exception 'no token today'; end $$",
                    "create trigger refuse before update on millrace_events.tokens for each row"
                            + " when (new.token is distinct from old.token) execute function refuse()");
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1");
            digest.untilWaiting("a", 2L);
            await().atMost(SOON)
                    .until(() -> digest.processor().processingStatus().isEmpty());
        }
        store.sql("drop trigger refuse on millrace_events.tokens");

        try (Digest again = Digest.start(store, Options.DEFAULT.node("node-b"))) {
            again.append("a2", "b2");
            again.untilHandled("b2");
            again.untilTokensReach(4);

            assertThat(again.handlers.tried).containsExactly("b2");
            assertThat(again.waiting("a")).containsExactly(2L, 3L);
            assertThat(again.parked().events(NAME, "a", 0, 1).blockFirst(SOON).attempts())
                    .isEqualTo(1);
        }
    }

    @Test
    void who_takes_a_segment_over_knows_what_is_parked() {
        Options options = Options.DEFAULT.segments(4);
        try (Digest first = Digest.start(store, options)) {
            first.handlers.reaction = indigestible("a1");
            first.append("a1");
            first.untilWaiting("a", 1L);
        }
        try (Digest second = Digest.start(store, options.node("node-b"))) {
            second.append("a2", "b1");
            second.untilHandled("b1");
            second.untilWaiting("a", 1L, 2L);
            assertThat(second.handlers.tried).containsExactly("b1");
        }
    }

    @Test
    void who_gets_a_segment_back_knows_what_another_has_parked_meanwhile() {
        try (Digest first = Digest.start(store, Options.DEFAULT);
                Digest second = Digest.start(store, Options.DEFAULT.node("node-b"))) {
            first.append("b1");
            first.untilHandled("b1");
            first.processor().releaseSegment(0);
            await().atMost(SOON)
                    .until(() -> second.processor().processingStatus().containsKey(0));
            second.handlers.reaction = indigestible("a1");
            second.append("a1");
            second.untilWaiting("a", 2L);
            second.stop();

            first.append("a2", "b2");
            first.untilHandled("b2");
            first.untilWaiting("a", 2L, 3L);
            assertThat(first.handlers.tried).containsExactly("b1", "b2");
        }
    }

    @Test
    void who_has_lost_the_segment_parks_nothing() {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = what -> verdict;
            digest.append("a1");
            await().atMost(SOON).until(() -> digest.handlers.tried.size() == 1);

            store.sql("update millrace_events.tokens set owner = 'node-b', touched_at = now() + interval '1 hour'");
            verdict.completeExceptionally(new IllegalStateException("indigestible"));
            await().atMost(SOON)
                    .until(() -> digest.processor().processingStatus().isEmpty());

            assertThat(digest.parked().counts().collectList().block(SOON)).isEmpty();
        }
    }

    @Test
    void when_no_more_can_be_parked_the_processor_stops_there_and_goes_on_once_there_is_room() {
        Options narrow = Options.DEFAULT.parking(ParkingSettings.DEFAULT.atMost(1, 2));
        try (Digest digest = Digest.start(store, narrow)) {
            digest.handlers.reaction = indigestible("a1", "c1");
            digest.append("a1", "a2");
            digest.untilWaiting("a", 1L, 2L);
            digest.append("a3");
            await().atMost(SOON)
                    .until(() -> digest.processor().processingStatus().isEmpty());
            assertThat(digest.waiting("a")).containsExactly(1L, 2L);

            assertThat(digest.parked().discard(NAME, "a", 1).block(SOON)).isTrue();
            digest.untilWaiting("a", 2L, 3L);
            digest.append("c1");
            await().atMost(SOON).until(() -> digest.handlers.tried.contains("c1"));
            await().atMost(SOON)
                    .until(() -> digest.processor().processingStatus().isEmpty());
            assertThat(digest.waiting("c")).isEmpty();

            assertThat(digest.parked().discard(NAME, "a").block(SOON)).isEqualTo(2);
            digest.untilWaiting("c", 4L);
            digest.append("a4");
            digest.untilHandled("a4");
        }
    }

    @Test
    void while_nothing_is_parked_no_event_costs_a_query() {
        ConnectionPool pool = store.pool();
        AtomicInteger borrowed = new AtomicInteger();
        ConnectionFactory counting = new ConnectionFactory() {
            @Override
            public Publisher<? extends Connection> create() {
                borrowed.incrementAndGet();
                return pool.create();
            }

            @Override
            public ConnectionFactoryMetadata getMetadata() {
                return pool.getMetadata();
            }
        };
        try (Digest digest = Digest.start(store, counting, Options.DEFAULT)) {
            digest.append("a1", "b1");
            digest.untilHandled("a1", "b1");
            int atTheClaim = borrowed.get();
            digest.append("a2", "b2", "c1");
            digest.untilHandled("a2", "b2", "c1");

            assertThat(atTheClaim).isEqualTo(1);
            assertThat(borrowed.get()).isEqualTo(atTheClaim);
        }
    }

    @Test
    void two_segments_of_two_instances_park_each_its_own() {
        Options options = Options.DEFAULT.segments(2);
        Set<String> bad = ConcurrentHashMap.newKeySet();
        try (Digest first = Digest.start(store, options);
                Digest second = Digest.start(store, options.node("node-b"), first.handlers)) {
            first.handlers.reaction = what -> what.endsWith("1") && bad.add(what)
                    ? CompletableFuture.failedFuture(new IllegalStateException(what))
                    : CompletableFuture.completedFuture(null);
            first.processor().releaseSegment(1);
            await().atMost(SOON)
                    .until(() -> second.processor().processingStatus().containsKey(1));

            first.append("a1", "b1", "c1", "d1", "a2", "b2", "c2", "d2");
            first.untilWaiting("a", 1L, 5L);
            first.untilWaiting("b", 2L, 6L);
            first.untilWaiting("c", 3L, 7L);
            first.untilWaiting("d", 4L, 8L);
            assertThat(first.handlers.handled).isEmpty();

            assertThat(second.parked().retryAll(NAME).collectList().block(SOON))
                    .extracting(Retried::sequence, Retried::handled)
                    .containsExactly(tuple("a", 2L), tuple("b", 2L), tuple("c", 2L), tuple("d", 2L));
            assertThat(first.handlers.handled).containsExactly("a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2");
        }
    }

    @Test
    void an_application_that_does_not_own_the_schema_parks_and_retries() {
        store.superuser()
                .sql(
                        "drop role if exists shop_parking",
                        "create role shop_parking login password 'secret' nosuperuser nocreatedb");
        EventStoreMigrations.grantUse(
                store.address().jdbcUrl(),
                store.address().username(),
                store.address().password(),
                "shop_parking");
        try (TestStore application = store.as("shop_parking", "secret");
                Digest digest = Digest.start(application, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1", "a2");
            digest.untilWaiting("a", 1L, 2L);
            assertThat(digest.parked().discard(NAME, "a", 1).block(SOON)).isTrue();
            assertThat(digest.parked().retry(NAME, "a").block(SOON)).isEqualTo(new Retried(NAME, "a", 1, null));
        }
    }

    @Test
    void components_of_a_processor_park_each_for_itself() {
        Digest.Handlers second = new Digest.Handlers();
        try (Digest digest = Digest.start(store, Options.DEFAULT.segments(2), new Digest.Handlers(), second)) {
            digest.handlers.reaction = indigestible("b1");
            second.reaction = indigestible("a1");

            digest.append("a1", "b1", "a2", "b2");
            digest.untilHandled("a1", "a2");
            await().atMost(SOON).until(() -> second.handled.containsAll(List.of("b1", "b2")));
            digest.untilWaiting("b", 2L, 4L);
            await().atMost(SOON)
                    .until(() -> digest.parked()
                            .counts()
                            .collectList()
                            .block(SOON)
                            .equals(List.of(new ParkedCount("digest", 1, 2), new ParkedCount("digest[1]", 1, 2))));

            second.reaction = what -> CompletableFuture.completedFuture(null);
            assertThat(digest.parked().retry("digest[1]", "a").block(SOON).handled())
                    .isEqualTo(2);
            assertThat(second.handled).containsExactlyInAnyOrder("b1", "b2", "a1", "a2");
            assertThat(digest.handlers.handled).containsExactly("a1", "a2");
        }
    }
}
