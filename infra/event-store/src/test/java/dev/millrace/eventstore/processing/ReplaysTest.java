package dev.millrace.eventstore.processing;

import static dev.millrace.eventstore.processing.Digest.NAME;
import static dev.millrace.eventstore.processing.Digest.SOON;
import static dev.millrace.eventstore.processing.ParkingTest.indigestible;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.processing.Digest.Newsletter;
import dev.millrace.eventstore.processing.Digest.Options;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ReplaysTest {

    private TestStore store;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static void forget(Digest digest) {
        digest.handlers.tried.clear();
        digest.handlers.handled.clear();
    }

    @Test
    void from_the_beginning_all_comes_again_as_replays_and_what_is_new_as_ever_even_in_the_same_batch() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.append("a1", "b1", "a2!", "a3");
            digest.untilHandled("a1", "b1", "a2!", "a3");
            digest.untilTokensReach(4);
            digest.stop();
            forget(digest);

            digest.processors
                    .replays()
                    .reset(NAME, ReplayFrom.beginning(), "the count was wrong", Mono::empty)
                    .block(SOON);
            digest.append("a4", "a5!");
            digest.start();
            digest.untilHandled("a1", "b1", "a3", "a4", "a5!");

            assertThat(digest.handlers.handled).containsExactly("a1", "b1", "a3", "a4", "a5!");
            assertThat(digest.handlers.replayed).containsExactly("a1", "b1", "a3");
            assertThat(digest.handlers.contexts).containsExactly("the count was wrong");
        }
    }

    @Test
    void a_class_that_wants_no_replays_gets_none_but_where_a_handler_allows_them() {
        Newsletter newsletter = new Newsletter();
        try (Digest digest = Digest.start(store, Options.DEFAULT, new Digest.Handlers(), newsletter)) {
            digest.append("a1", "b1!", "a2");
            digest.untilTokensReach(3);
            digest.stop();
            assertThat(newsletter.sent).containsExactly("a1", "b1!", "a2");
            forget(digest);

            digest.processors.replays().reset(NAME, ReplayFrom.beginning()).block(SOON);
            digest.append("a3");
            digest.start();
            digest.untilHandled("a1", "a2", "a3");
            digest.untilTokensReach(4);

            assertThat(newsletter.sent).containsExactly("a1", "b1!", "a2", "b1!", "a3");
        }
    }

    @Test
    void from_a_position_or_a_time_only_what_is_there_or_later_comes_again() {
        try (Digest digest = Digest.start(store, Options.DEFAULT.segments(2))) {
            digest.append("a1", "b1", "a2");
            digest.append("b2", "a3");
            digest.untilHandled("a1", "b1", "a2", "b2", "a3");
            digest.untilTokensReach(5);
            digest.stop();
            forget(digest);

            digest.processors.replays().reset(NAME, ReplayFrom.position(3)).block(SOON);
            digest.start();
            digest.untilHandled("a2", "b2", "a3");
            digest.untilTokensReach(5);
            digest.stop();
            assertThat(digest.handlers.handled).containsExactlyInAnyOrder("a2", "b2", "a3");
            forget(digest);

            var second = digest.log()
                    .page(Criteria.everything(), 3, 4, 1)
                    .block(SOON)
                    .events()
                    .getFirst();
            digest.processors
                    .replays()
                    .reset(NAME, ReplayFrom.time(second.timestamp()))
                    .block(SOON);
            digest.append("a4");
            digest.start();
            digest.untilHandled("b2", "a3", "a4");
            assertThat(digest.handlers.handled).containsExactlyInAnyOrder("b2", "a3", "a4");
        }
    }

    @Test
    void at_the_head_what_was_not_handled_is_passed_over() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.append("a1");
            digest.untilHandled("a1");
            digest.stop();
            digest.append("a2");

            digest.processors.replays().reset(NAME, ReplayFrom.head()).block(SOON);
            digest.append("a3");
            digest.start();
            digest.untilHandled("a3");

            assertThat(digest.handlers.handled).containsExactly("a1", "a3");
            assertThat(digest.handlers.replayed).isEmpty();
        }
    }

    @Test
    void a_processor_that_runs_anywhere_is_not_reset_and_it_is_said_where() {
        Options two = Options.DEFAULT.segments(2);
        try (Digest first = Digest.start(store, two);
                Digest second = Digest.start(store, two.node("node-b"), first.handlers)) {
            first.processor().releaseSegment(1);
            await().atMost(SOON)
                    .until(() -> second.processor().processingStatus().containsKey(1));

            assertThatThrownBy(() -> first.processors
                            .replays()
                            .reset(NAME, ReplayFrom.beginning())
                            .block(SOON))
                    .isInstanceOf(ProcessorRunningException.class)
                    .hasMessageContaining("[0] by node-a, [1] by node-b");
            first.stop();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> first.processors
                                    .replays()
                                    .replay(NAME, Tag.of("series", "a"))
                                    .block(SOON))
                            .isInstanceOf(ProcessorRunningException.class)
                            .hasMessageContaining("[0, 1] by node-b"));
            second.stop();
            first.processors.replays().reset(NAME, ReplayFrom.beginning()).block(SOON);
        }
    }

    @Test
    void while_a_reset_is_prepared_nobody_gets_a_segment_and_if_that_fails_all_is_as_before() {
        CompletableFuture<Void> preparation = new CompletableFuture<>();
        AtomicBoolean preparing = new AtomicBoolean();
        Options quick = new Options("node-a", 1, 10, Duration.ofMillis(600), ParkingSettings.DEFAULT);
        try (Digest digest = Digest.start(store, quick)) {
            digest.append("a1");
            digest.untilHandled("a1");
            digest.untilTokensReach(1);
            digest.stop();
            forget(digest);

            CompletableFuture<Void> reset = digest.processors
                    .replays()
                    .reset(NAME, ReplayFrom.beginning(), null, () -> {
                        preparing.set(true);
                        return Mono.fromFuture(preparation);
                    })
                    .toFuture();
            await().atMost(SOON).untilTrue(preparing);
            digest.start();
            await().during(Duration.ofMillis(1500))
                    .atMost(SOON)
                    .until(() -> digest.processor().processingStatus().isEmpty());
            preparation.completeExceptionally(new IllegalStateException("The table can't be emptied"));

            assertThatThrownBy(() -> Digest.get(reset)).hasRootCauseMessage("The table can't be emptied");
            digest.append("a2");
            digest.untilHandled("a2");
            assertThat(digest.handlers.handled).containsExactly("a2");
        }
    }

    @Test
    void a_reset_forgets_what_is_parked_of_events_that_come_again_and_keeps_the_rest() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1", "b2");
            digest.append("a1", "b1", "b2", "a2", "b3");
            digest.untilWaiting("a", 1L, 4L);
            digest.untilWaiting("b", 3L, 5L);
            digest.untilTokensReach(5);
            digest.stop();
            forget(digest);
            digest.handlers.reaction = what -> CompletableFuture.completedFuture(null);

            digest.processors.replays().reset(NAME, ReplayFrom.position(3)).block(SOON);
            assertThat(digest.waiting("a")).containsExactly(1L);
            assertThat(digest.waiting("b")).isEmpty();
            digest.start();
            digest.untilHandled("b2", "b3");
            digest.untilWaiting("a", 1L, 4L);

            assertThat(digest.parked().retry(NAME, "a").block(SOON).handled()).isEqualTo(2);
            assertThat(digest.handlers.handled).containsExactly("b2", "b3", "a1", "a2");
            assertThat(digest.handlers.replayed)
                    .as("what was parked in the replay is a replay still; what never was handled is none")
                    .containsExactly("b2", "b3", "a2");
        }
    }

    @Test
    void what_is_parked_can_t_be_retried_while_the_processor_is_reset_nor_the_other_way_round() {
        CompletableFuture<Void> verdict = new CompletableFuture<>();
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a1");
            digest.append("a1");
            digest.untilWaiting("a", 1L);
            digest.untilTokensReach(1);
            digest.stop();

            CompletableFuture<Void> reset = digest.processors
                    .replays()
                    .reset(NAME, ReplayFrom.position(2), null, () -> Mono.fromFuture(verdict))
                    .toFuture();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(
                                    () -> digest.parked().retry(NAME, "a").block(SOON))
                            .isInstanceOf(RetryUnderWayException.class)
                            .hasMessageContaining("reset by node-a"));
            verdict.complete(null);
            Digest.get(reset);

            CompletableFuture<Void> handling = new CompletableFuture<>();
            forget(digest);
            digest.handlers.reaction = what -> handling;
            CompletableFuture<Retried> retry = digest.parked().retry(NAME, "a").toFuture();
            await().atMost(SOON).until(() -> digest.handlers.tried.contains("a1"));
            assertThatThrownBy(() -> digest.processors
                            .replays()
                            .reset(NAME, ReplayFrom.beginning())
                            .block(SOON))
                    .isInstanceOf(RetryUnderWayException.class)
                    .hasMessageContaining("node-a");
            handling.complete(null);
            assertThat(Digest.get(retry).isFree()).isTrue();
        }
    }

    @Test
    void only_a_tag_s_events_come_again_in_order_as_replays_and_the_processor_goes_on_where_it_was() {
        try (Digest digest = Digest.start(store, Options.DEFAULT.segments(4))) {
            digest.append("a1", "b1", "a2!", "c1", "a3");
            digest.untilHandled("a1", "b1", "a2!", "c1", "a3");
            digest.untilTokensReach(5);
            digest.stop();
            forget(digest);
            digest.append("a4");
            AtomicInteger prepared = new AtomicInteger();

            Long handedOver = digest.processors
                    .replays()
                    .replay(
                            NAME,
                            Tag.of("series", "a"),
                            "a is wrong",
                            () -> Mono.fromRunnable(prepared::incrementAndGet))
                    .block(SOON);

            assertThat(handedOver).isEqualTo(3);
            assertThat(prepared).hasValue(1);
            assertThat(digest.handlers.handled).containsExactly("a1", "a3");
            assertThat(digest.handlers.replayed).containsExactly("a1", "a3");
            assertThat(digest.handlers.contexts).containsExactly("a is wrong");
            digest.append("a5!");
            digest.start();
            digest.untilHandled("a4", "a5!");
            assertThat(digest.handlers.handled).containsExactly("a1", "a3", "a4", "a5!");
            assertThat(digest.handlers.replayed).containsExactly("a1", "a3");
        }
    }

    @Test
    void a_tag_s_replay_leaves_out_what_is_parked_and_ends_at_what_fails() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.handlers.reaction = indigestible("a3");
            digest.append("a1", "a2", "a3", "a4");
            digest.untilWaiting("a", 3L, 4L);
            digest.untilTokensReach(4);
            digest.stop();
            forget(digest);

            assertThat(digest.processors
                            .replays()
                            .replay(NAME, Tag.of("series", "a"))
                            .block(SOON))
                    .isEqualTo(2);
            assertThat(digest.handlers.handled).containsExactly("a1", "a2");

            digest.handlers.reaction = indigestible("a2");
            assertThatThrownBy(() -> digest.processors
                            .replays()
                            .replay(NAME, Tag.of("series", "a"))
                            .block(SOON))
                    .isInstanceOfSatisfying(
                            ReplayFailedException.class,
                            failed -> assertThat(failed.position()).isEqualTo(2))
                    .hasRootCauseMessage("Can't count a2");
            digest.handlers.reaction = what -> CompletableFuture.completedFuture(null);
            digest.start();
            assertThat(digest.parked().retry(NAME, "a").block(SOON).handled()).isEqualTo(2);
        }
    }

    @Test
    void what_can_t_be_meant_is_refused() {
        try (Digest digest = Digest.start(store, Options.DEFAULT)) {
            digest.append("a1");
            digest.untilHandled("a1");
            digest.stop();
            Replays replays = digest.processors.replays();

            assertThatThrownBy(() -> replays.reset("other", ReplayFrom.head()).block(SOON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("never run");
            assertThatThrownBy(() -> replays.reset(NAME, ReplayFrom.position(3)).block(SOON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("beyond the head of the log, 1");
            assertThatThrownBy(
                            () -> replays.replay("other", Tag.of("series", "a")).block(SOON))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not attached");
            replays.reset(NAME, ReplayFrom.position(2)).block(SOON);
        }
    }
}
