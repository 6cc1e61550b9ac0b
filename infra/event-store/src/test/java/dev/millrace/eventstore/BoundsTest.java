package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is large, empty, given up or contradicts itself. */
class BoundsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private TestStore store;
    private ConnectionPool pool;
    private PostgresEventLog log;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        pool = store.pool();
        log = PostgresEventLog.on(pool);
    }

    @AfterEach
    void close() {
        log.close();
        store.close();
    }

    @Test
    void an_append_of_nothing_is_refused() {
        assertThatThrownBy(() -> log.append(List.of(), AppendCondition.none()).block(SOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.head().block(SOON)).isZero();
    }

    @Test
    void payloads_of_a_megabyte_come_back_whole_though_many_are_under_way() {
        byte[] payload = new byte[1 << 20];
        new Random(1).nextBytes(payload);

        Flux.range(0, 12)
                .flatMap(i -> log.append(List.of(large(payload, "n=" + i)), AppendCondition.none()), 12)
                .blockLast(SOON);

        assertThat(log.read(Criteria.everything(), 0)
                        .filter(event -> Arrays.equals(event.payload(), payload))
                        .count()
                        .block(SOON))
                .isEqualTo(12);
        assertThat(log.tail(Criteria.everything(), 0).take(12).count().block(SOON))
                .isEqualTo(12);
    }

    @Test
    void an_event_may_have_a_hundred_tags_and_a_criterion_ask_for_all_of_them() {
        String[] tags =
                IntStream.range(0, 100).mapToObj(i -> "tag-" + i + "=" + i).toArray(String[]::new);
        Set<Tag> all = new HashSet<>(Arrays.stream(tags).map(Tag::parse).toList());
        Set<Tag> oneMore = new HashSet<>(all);
        oneMore.add(Tag.of("tag-100", "100"));
        append(event("A", tags), event("B", "tag-7=7"));

        assertThat(positions(new Criteria(List.of(new Criterion(all, Set.of())))))
                .containsExactly(1L);
        assertThat(positions(new Criteria(List.of(new Criterion(oneMore, Set.of())))))
                .isEmpty();
        Criteria anyOfThem = new Criteria(all.stream().map(Criterion::tagged).toList());
        assertThat(positions(anyOfThem)).containsExactly(1L, 2L);
        assertThat(outcome(event("C"), AppendCondition.unchanged(anyOfThem, 2))).isEqualTo(3L);
        assertThat(outcome(event("C"), AppendCondition.unchanged(anyOfThem, 1))).isEqualTo("conflict");
    }

    @Test
    void an_append_of_more_events_than_a_batch_takes_is_one_append() {
        NewEvent[] events =
                IntStream.range(0, 6_000).mapToObj(i -> event("A", "n=" + i)).toArray(NewEvent[]::new);

        assertThat(log.append(List.of(events), AppendCondition.none()).block(SOON))
                .isEqualTo(6_000);
    }

    static List<Criteria> criteriaThatTheEventMeets() {
        return List.of(
                Criteria.everything(),
                Criteria.ofTypes("SeatTaken"),
                Criteria.ofTypes("Other", "SeatTaken"),
                Criteria.tagged(Tag.of("seat", "1")),
                Criteria.tagged(Tag.of("seat", "1"), Tag.of("show", "2")),
                Criteria.anyOf(Criterion.tagged(Tag.of("show", "2")).withTypes(Set.of("SeatTaken"))),
                Criteria.anyOf(Criterion.tagged(Tag.of("none", "1")), Criterion.ofTypes("SeatTaken")));
    }

    @ParameterizedTest
    @MethodSource("criteriaThatTheEventMeets")
    void of_appends_in_flight_that_exclude_each_other_one_is_accepted(Criteria criteria) {
        PostgresEventLog other = store.instance();

        List<Object> outcomes = Flux.range(0, 30)
                .flatMap(
                        i -> outcome(
                                i % 2 == 0 ? log : other,
                                event("SeatTaken", "seat=1", "show=2"),
                                AppendCondition.unchanged(criteria, 0)),
                        30)
                .collectList()
                .block(SOON);

        assertThat(outcomes).filteredOn(Long.valueOf(1)::equals).hasSize(1);
        assertThat(outcomes).filteredOn("conflict"::equals).hasSize(29);
    }

    @Test
    void an_append_given_up_is_stored_whole_or_not_at_all_and_holds_up_nobody() {
        Flux.range(0, 400)
                .flatMap(
                        i -> {
                            Mono<Long> append = log.append(
                                    List.of(event("A", "n=" + i), event("B", "n=" + i)), AppendCondition.none());
                            return i % 2 == 0
                                    ? append
                                    : append.timeout(Duration.ofNanos(1 + i * 20_000L))
                                            .onErrorResume(
                                                    java.util.concurrent.TimeoutException.class, e -> Mono.empty());
                        },
                        400)
                .blockLast(SOON);

        append(event("C"));
        List<StoredEvent> stored =
                log.read(Criteria.ofTypes("A", "B"), 0).collectList().block(SOON);
        assertThat(stored).hasSizeGreaterThanOrEqualTo(400);
        for (int i = 0; i < stored.size(); i += 2) {
            assertThat(stored.get(i).type()).isEqualTo("A");
            assertThat(stored.get(i + 1).type()).isEqualTo("B");
            assertThat(stored.get(i + 1).tags()).isEqualTo(stored.get(i).tags());
        }
    }

    @Test
    void reads_given_up_half_way_give_their_connections_back() {
        append(IntStream.range(0, 3_000).mapToObj(i -> event("A", "n=1")).toArray(NewEvent[]::new));

        Flux.range(0, 60)
                .flatMap(
                        i -> switch (i % 3) {
                            case 0 -> log.read(Criteria.everything(), 0).take(5).count();
                            case 1 ->
                                log.source(List.of(new AppendCondition.Check(Criterion.tagged(Tag.of("n", "1")), 0)))
                                        .take(5)
                                        .count();
                            default ->
                                log.tail(Criteria.tagged(Tag.of("n", "1")), 0)
                                        .take(5)
                                        .count();
                        },
                        20)
                .doOnNext(count -> assertThat(count).isEqualTo(5))
                .blockLast(SOON);

        PoolMetrics metrics = pool.getMetrics().orElseThrow();
        // One stays with whoever listens for notifications.
        Awaitility.await().atMost(SOON).until(() -> metrics.acquiredSize() <= 1);
        assertThat(log.read(Criteria.everything(), 0).count().block(SOON)).isEqualTo(3_000);
    }

    @Test
    void a_reader_that_asks_for_little_makes_the_store_read_little() {
        append(IntStream.range(0, 3_000).mapToObj(i -> event("A", "n=1")).toArray(NewEvent[]::new));

        StepVerifier.create(log.read(Criteria.everything(), 0), 3)
                .expectNextCount(3)
                .then(() -> append(event("B")))
                .thenRequest(Long.MAX_VALUE)
                // What came while the reader paused is there: it was not read ahead to the end.
                .expectNextCount(2_998)
                .verifyComplete();
    }

    private static NewEvent large(byte[] payload, String tag) {
        return new NewEvent(UUID.randomUUID(), "Large", "1", Instant.now(), payload, Map.of(), Set.of(Tag.parse(tag)));
    }

    private Object outcome(NewEvent event, AppendCondition condition) {
        return outcome(log, event, condition).block(SOON);
    }

    private static Mono<Object> outcome(PostgresEventLog log, NewEvent event, AppendCondition condition) {
        return log.append(List.of(event), condition)
                .<Object>map(position -> position)
                .onErrorReturn(AppendConflictException.class, "conflict");
    }

    private void append(NewEvent... events) {
        log.append(List.of(events), AppendCondition.none()).block(SOON);
    }

    private List<Long> positions(Criteria criteria) {
        return log.read(criteria, 0).map(StoredEvent::position).collectList().block(SOON);
    }
}
