package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What a process has appended itself it sees without asking the server for it, and nobody can tell. */
class TailerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int BATCHES = 200;

    private final TestStore store = TestStore.fresh();
    private final Tailer tailer = new Tailer(new Statements(store.pool()), new Database(new Statements(store.pool())));

    @AfterEach
    void close() {
        tailer.stop();
        store.close();
    }

    @Test
    void events_of_others_that_are_missing_in_between_are_waited_for() {
        tailer.land(0, List.of(), Set.of());
        tailer.land(3, events(4, 5), Set.of());
        assertThat(head()).isZero();
        tailer.land(0, events(1, 2), Set.of());
        assertThat(head()).isEqualTo(2);
        tailer.land(2, events(3), Set.of());
        assertThat(head()).isEqualTo(5);
        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void what_is_known_already_is_passed_over() {
        tailer.land(0, List.of(), Set.of());
        tailer.land(0, events(1, 2), Set.of());
        tailer.land(0, events(1, 2), Set.of());
        tailer.land(1, events(2, 3), Set.of());
        tailer.land(2, events(3), Set.of());
        assertThat(positions()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_is_appended_before_anybody_follows_is_left_to_the_server() {
        assertThat(tailer.follows()).isFalse();
        tailer.land(0, events(1), Set.of());
        assertThat(tailer.recent()).isNull();
    }

    @Test
    void an_event_seen_without_asking_is_the_one_that_is_stored() {
        PostgresEventLog log = store.instance();
        log.heads().blockFirst(SOON);
        UUID id = UUID.randomUUID();
        log.append(
                        List.of(new NewEvent(
                                id,
                                "test.Happened",
                                "7",
                                Instant.parse("2026-11-27T22:00:00.123456789Z"),
                                "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                                Map.of("actor", "person:ann", "more", "é\"\\"),
                                Set.of(Tag.of("b", "2"), Tag.of("a", "1")))),
                        AppendCondition.none())
                .block(SOON);

        // The append is answered after it was told.
        StoredEvent seen =
                log.recent().orElseThrow().after(0, Criteria.everything()).getFirst();
        StoredEvent stored = log.find(id).block(SOON);
        // Both are decoded when asked for.
        assertThat(seen.metadata()).isEqualTo(stored.metadata());
        assertThat(seen.tags()).isEqualTo(stored.tags());
        assertThat(seen).usingRecursiveComparison().isEqualTo(stored);
        assertThat(seen.timestamp().truncatedTo(ChronoUnit.MICROS)).isEqualTo(seen.timestamp());
    }

    @Test
    void two_processes_that_append_side_by_side_both_see_all_in_order() {
        PostgresEventLog one = store.instance();
        PostgresEventLog other = store.instance();
        List<Long> all = LongStream.rangeClosed(1, 2 * BATCHES * 3).boxed().toList();
        var seenByOne = one.tail(Criteria.everything(), 0)
                .map(StoredEvent::position)
                .take(all.size())
                .collectList()
                .toFuture();
        var seenByOther = other.tail(Criteria.everything(), 0)
                .map(StoredEvent::position)
                .take(all.size())
                .collectList()
                .toFuture();
        Flux.range(0, BATCHES)
                .flatMap(
                        batch -> Flux.just(one, other)
                                .flatMap(log -> log.append(
                                        IntStream.range(0, 3)
                                                .mapToObj(number -> event("Happened", "a=1"))
                                                .toList(),
                                        AppendCondition.none())),
                        8)
                .blockLast(SOON);
        assertThat(seenByOne).succeedsWithin(SOON).isEqualTo(all);
        assertThat(seenByOther).succeedsWithin(SOON).isEqualTo(all);
    }

    private long head() {
        return Objects.requireNonNull(tailer.recent()).head();
    }

    private List<Long> positions() {
        return Objects.requireNonNull(tailer.recent()).after(0, Criteria.everything()).stream()
                .map(StoredEvent::position)
                .toList();
    }

    private static List<StoredEvent> events(long... positions) {
        return LongStream.of(positions)
                .mapToObj(position -> new StoredEvent(
                        position,
                        UUID.randomUUID(),
                        "test.Happened",
                        "1",
                        Instant.now(),
                        new byte[] {'{', '}'},
                        new byte[] {'{', '}'},
                        "a=1"))
                .toList();
    }
}
