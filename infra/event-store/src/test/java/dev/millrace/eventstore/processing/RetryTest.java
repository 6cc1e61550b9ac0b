package dev.millrace.eventstore.processing;

import static dev.millrace.eventstore.processing.Digest.NAME;
import static dev.millrace.eventstore.processing.Digest.SOON;
import static dev.millrace.eventstore.processing.ParkingTest.indigestible;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.EventStoreUnavailableException;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.processing.Digest.Options;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class RetryTest {

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_retry_hands_on_in_order_and_what_comes_meanwhile_neither_overtakes_nor_is_lost() {
        Map<String, CompletableFuture<Void>> verdicts = new ConcurrentHashMap<>();
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1", "a2");
            digest.untilWaiting("a", 1L, 2L);
            digest.handlers.tried.clear();
            digest.handlers.reaction = what -> verdicts.computeIfAbsent(what, _ -> new CompletableFuture<>());

            CompletableFuture<Retried> retry = digest.parked().retry(NAME, "a").toFuture();
            await().atMost(SOON).until(() -> verdicts.containsKey("a1"));
            digest.append("a3");
            digest.untilWaiting("a", 1L, 2L, 3L);
            verdicts.get("a1").complete(null);
            await().atMost(SOON).until(() -> verdicts.containsKey("a2"));
            digest.append("a4");
            digest.untilWaiting("a", 2L, 3L, 4L);
            digest.handlers.reaction = what -> CompletableFuture.completedFuture(null);
            verdicts.get("a2").complete(null);

            assertThat(Digest.get(retry)).isEqualTo(new Retried(NAME, "a", 4, null));
            digest.append("a5");
            digest.untilHandled("a5");
            assertThat(digest.handlers.handled).containsExactly("a1", "a2", "a3", "a4", "a5");
            assertThat(digest.handlers.tried).containsExactly("a1", "a2", "a3", "a4", "a5");
            assertThat(digest.parked().counts().collectList().block(SOON)).isEmpty();
        }
    }

    @Test
    void events_that_keep_coming_while_sequences_are_retried_again_and_again_are_all_handled_in_order() {
        int events = 60;
        Map<String, Integer> failures = new ConcurrentHashMap<>();
        try (Digest digest = Digest.start(store, Options.DEFAULT.segments(2));
                Digest other = Digest.start(store, Options.DEFAULT.segments(2).node("node-b"), digest.handlers)) {
            // Every fifth fails at its first attempt, so that sequences are parked and set free all the time.
            digest.handlers.reaction = what ->
                    (what.endsWith("0") || what.endsWith("5")) && failures.merge(what, 1, Integer::sum) == 1
                            ? CompletableFuture.failedFuture(new IllegalStateException(what))
                            : CompletableFuture.completedFuture(null);
            CompletableFuture<Void> appended = CompletableFuture.runAsync(() -> {
                for (int i = 1; i <= events; i++) {
                    digest.append("a" + i, "b" + i);
                }
            });
            await().atMost(SOON.multipliedBy(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        digest.parked().retryAll(NAME).blockLast(SOON);
                        other.parked().retryAll(NAME).blockLast(SOON);
                        return appended.isDone() && digest.handlers.handled.size() == 2 * events;
                    });

            assertThat(digest.handlers.handled("a")).containsExactlyElementsOf(counted("a", events));
            assertThat(digest.handlers.handled("b")).containsExactlyElementsOf(counted("b", events));
            assertThat(digest.parked().counts().collectList().block(SOON)).isEmpty();
        }
    }

    private static List<String> counted(String series, int events) {
        return java.util.stream.IntStream.rangeClosed(1, events)
                .mapToObj(i -> series + i)
                .toList();
    }

    @Test
    void what_fails_again_goes_on_waiting_with_its_new_cause_and_those_behind_it() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1", "a2", "a3");
            digest.untilWaiting("a", 1L, 2L, 3L);
            digest.handlers.reaction = what -> what.equals("a2")
                    ? CompletableFuture.failedFuture(new IllegalArgumentException("Now this"))
                    : CompletableFuture.completedFuture(null);

            assertThat(digest.parked().retry(NAME, "a").block(SOON)).isEqualTo(new Retried(NAME, "a", 1, 2L));

            ParkedEvent first = digest.parked().events(NAME, "a", 0, 1).blockFirst(SOON);
            assertThat(first.cause()).isEqualTo(new Cause("java.lang.IllegalArgumentException", "Now this"));
            assertThat(first.attempts()).isEqualTo(1);
            assertThat(digest.parked().retry(NAME, "a").block(SOON).failedAt()).isEqualTo(2);
            assertThat(digest.parked().events(NAME, "a", 0, 1).blockFirst(SOON).attempts())
                    .isEqualTo(2);
            assertThat(digest.waiting("a")).containsExactly(2L, 3L);
        }
    }

    @Test
    void a_retry_that_meets_a_failure_that_passes_by_itself_tells_so_and_leaves_all_as_it_is() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1");
            digest.untilWaiting("a", 1L);
            digest.handlers.reaction =
                    what -> CompletableFuture.failedFuture(new EventStoreUnavailableException("away", null));

            assertThatThrownBy(() -> digest.parked().retry(NAME, "a").block(SOON))
                    .isInstanceOf(EventStoreUnavailableException.class);
            assertThat(digest.parked().events(NAME, "a", 0, 1).blockFirst(SOON))
                    .satisfies(parked -> assertThat(parked.attempts()).isEqualTo(1));
            digest.handlers.reaction = what -> CompletableFuture.completedFuture(null);
            assertThat(digest.parked().retry(NAME, "a").block(SOON).isFree()).isTrue();
        }
    }

    @Test
    void one_retries_at_a_time_and_meanwhile_nothing_is_discarded() {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        try (Digest digest = Digest.start(store, Options.DEFAULT);
                Digest other = Digest.start(store, Options.DEFAULT.node("node-b"), digest.handlers)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1");
            digest.untilWaiting("a", 1L);
            digest.handlers.tried.clear();
            digest.handlers.reaction = what -> verdict;

            CompletableFuture<Retried> retry = digest.parked().retry(NAME, "a").toFuture();
            await().atMost(SOON).until(() -> digest.handlers.tried.contains("a1"));
            assertThatThrownBy(() -> other.parked().retry(NAME, "a").block(SOON))
                    .isInstanceOf(RetryUnderWayException.class)
                    .hasMessageContaining("node-a");
            assertThatThrownBy(() -> other.parked().discard(NAME, "a").block(SOON))
                    .isInstanceOf(RetryUnderWayException.class);
            assertThatThrownBy(() -> other.parked().discard(NAME, "a", 1).block(SOON))
                    .isInstanceOf(RetryUnderWayException.class);
            assertThat(other.parked().retryAll(NAME).collectList().block(SOON)).isEmpty();
            assertThat(other.parked().sequences(NAME, "", 1).blockFirst(SOON).retriedBy())
                    .isEqualTo("node-a");
            verdict.complete(null);

            assertThat(Digest.get(retry).handled()).isEqualTo(1);
            assertThat(digest.handlers.tried).containsExactly("a1");
            assertThat(other.parked().retry(NAME, "a").block(SOON)).isEqualTo(new Retried(NAME, "a", 0, null));
        }
    }

    @Test
    void the_retry_of_a_process_that_died_is_taken_over_after_the_time_out_and_not_before() {
        Options options = Options.DEFAULT.parking(ParkingSettings.DEFAULT.retryTimeout(Duration.ofMillis(600)));
        try (Digest digest = Digest.start(store, options)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1");
            digest.untilWaiting("a", 1L);
            store.sql("update millrace_events.parked_sequences set claim = gen_random_uuid(), claimed_by = 'dead',"
                    + " claimed_until = clock_timestamp() + interval '600 milliseconds'");
            digest.handlers.reaction = what -> CompletableFuture.completedFuture(null);

            assertThatThrownBy(() -> digest.parked().retry(NAME, "a").block(SOON))
                    .isInstanceOf(RetryUnderWayException.class)
                    .hasMessageContaining("dead");
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> digest.parked().retry(NAME, "a").block(SOON).handled() == 1);
        }
    }

    @Test
    void a_retry_that_takes_longer_than_the_time_out_keeps_its_claim_and_one_that_lost_it_takes_nothing_away() {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        Options options = Options.DEFAULT.parking(ParkingSettings.DEFAULT.retryTimeout(Duration.ofMillis(300)));
        try (Digest digest = Digest.start(store, options)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1");
            digest.untilWaiting("a", 1L);
            digest.handlers.tried.clear();
            digest.handlers.reaction = what -> verdict;

            CompletableFuture<Retried> retry = digest.parked().retry(NAME, "a").toFuture();
            await().during(Duration.ofMillis(700))
                    .atMost(SOON)
                    .until(() -> "node-a"
                            .equals(digest.parked()
                                    .sequences(NAME, "", 1)
                                    .blockFirst(SOON)
                                    .retriedBy()));
            store.sql("update millrace_events.parked_sequences set claim = gen_random_uuid(), claimed_by = 'other'");
            verdict.complete(null);

            assertThatThrownBy(() -> Digest.get(retry)).hasCauseInstanceOf(RetryUnderWayException.class);
            assertThat(digest.waiting("a")).containsExactly(1L);
        }
    }

    @Test
    void a_retry_goes_on_when_who_asked_for_it_has_gone() {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1", "a2");
            digest.untilWaiting("a", 1L, 2L);
            digest.handlers.tried.clear();
            digest.handlers.reaction = what -> verdict;

            Disposable retry = digest.parked().retry(NAME, "a").subscribe();
            await().atMost(SOON).until(() -> digest.handlers.tried.contains("a1"));
            retry.dispose();
            verdict.complete(null);

            digest.untilHandled("a1", "a2");
            await().atMost(SOON)
                    .until(() ->
                            digest.parked().counts().collectList().block(SOON).isEmpty());
        }
    }

    @Test
    void whoever_retries_needs_the_handlers() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            assertThatThrownBy(() -> digest.parked().retry("elsewhere", "a").block(SOON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("elsewhere")
                    .hasMessageContaining(NAME);
        }
    }

    @Test
    void of_what_is_personal_the_parking_table_keeps_nothing_and_once_erased_a_retry_meets_stand_ins() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a:loves Bach");
            digest.confide("a", "loves Bach");
            digest.untilWaiting("a", 1L);

            ParkedEvent parked = digest.parked().events(NAME, "a", 0, 1).blockFirst(SOON);
            assertThat(parked.cause()).isEqualTo(new Cause("java.lang.IllegalStateException", null));
            assertThat(new String(parked.event().payload())).contains("$sealed").doesNotContain("Bach");
            assertThat(digest.parked().retry(NAME, "a").block(SOON).failedAt()).isEqualTo(1);
            assertThat(digest.parked()
                            .events(NAME, "a", 0, 1)
                            .blockFirst(SOON)
                            .cause()
                            .message())
                    .isNull();

            digest.erasure.erase(Tag.of("series", "a")).block(SOON);
            assertThat(digest.parked().retry(NAME, "a").block(SOON).isFree()).isTrue();
            assertThat(digest.handlers.handled).containsExactly("a:[erased]");
        }
    }
}
