package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PostgresEventLogTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private TestStore store;
    private PostgresEventLog log;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        log = store.instance();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void what_was_appended_is_read_back_unchanged() {
        NewEvent event = new NewEvent(
                UUID.randomUUID(),
                "shop.OrderPlaced",
                "2",
                Instant.parse("2026-03-01T10:15:30.123456Z"),
                "{\"total\":\"£12\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Map.of("correlationId", "c-1", "quote", "\"\u0000"),
                Set.of(Tag.of("order", "o=1"), Tag.of("sku", "a b")));

        assertThat(log.append(List.of(event), AppendCondition.none()).block(SOON))
                .isEqualTo(1);

        StoredEvent stored = log.find(event.id()).block(SOON);
        assertThat(stored.position()).isEqualTo(1);
        assertThat(stored.id()).isEqualTo(event.id());
        assertThat(stored.type()).isEqualTo(event.type());
        assertThat(stored.version()).isEqualTo(event.version());
        assertThat(stored.timestamp()).isEqualTo(event.timestamp());
        assertThat(stored.payload()).isEqualTo(event.payload());
        assertThat(stored.metadata()).isEqualTo(event.metadata());
        assertThat(stored.tags()).isEqualTo(event.tags());
    }

    @Test
    void an_append_is_refused_once_an_event_that_matters_has_come() {
        Criteria stock = Criteria.anyOf(Criterion.tagged(Tag.of("sku", "1")).withTypes(Set.of("StockReserved")));
        append(event("StockReserved", "sku=1"));
        append(event("PriceChanged", "sku=1"), event("StockReserved", "sku=2"));

        assertThat(log.append(List.of(event("StockReserved", "sku=1")), AppendCondition.unchanged(stock, 1))
                        .block(SOON))
                .isEqualTo(4);
        assertThatThrownBy(
                        () -> log.append(List.of(event("StockReserved", "sku=1")), AppendCondition.unchanged(stock, 1))
                                .block(SOON))
                .isInstanceOf(AppendConflictException.class);
        assertThat(log.head().block(SOON)).isEqualTo(4);
    }

    @Test
    void criteria_select_by_all_tags_and_any_type() {
        append(event("A", "x=1", "y=1"), event("B", "x=1"), event("A", "y=1"), event("C"), event("B", "x=1", "y=1"));

        assertThat(positions(Criteria.everything())).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(positions(Criteria.tagged(Tag.of("x", "1")))).containsExactly(1L, 2L, 5L);
        assertThat(positions(Criteria.tagged(Tag.of("x", "1"), Tag.of("y", "1"))))
                .containsExactly(1L, 5L);
        assertThat(positions(Criteria.ofTypes("B", "C"))).containsExactly(2L, 4L, 5L);
        assertThat(positions(Criteria.anyOf(
                        Criterion.ofTypes("C"),
                        Criterion.tagged(Tag.of("x", "1")).withTypes(Set.of("A", "C")),
                        Criterion.tagged(Tag.of("x", "1"), Tag.of("y", "1")).withTypes(Set.of("A")))))
                .containsExactly(1L, 4L);
        assertThat(log.read(Criteria.tagged(Tag.of("x", "1")), 1, 4)
                        .map(StoredEvent::position)
                        .collectList()
                        .block(SOON))
                .containsExactly(2L);
    }

    @Test
    void long_reads_are_paged_as_demanded() {
        append(IntStream.range(0, 1_700)
                .mapToObj(i -> event("T" + i % 2, "n=" + i))
                .toArray(NewEvent[]::new));

        StepVerifier.create(log.read(Criteria.ofTypes("T1"), 0), 1)
                .expectNextMatches(event -> event.position() == 2)
                .thenRequest(2)
                .expectNextCount(2)
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(847)
                .verifyComplete();
        assertThat(log.page(Criteria.everything(), 100, Long.MAX_VALUE, 3)
                        .block(SOON)
                        .events())
                .extracting(StoredEvent::position)
                .containsExactly(101L, 102L, 103L);
    }

    @Test
    void a_page_of_large_events_has_fewer_and_says_how_far_it_reaches() {
        byte[] payload = ("\"" + "x".repeat(600_000) + "\"").getBytes(StandardCharsets.US_ASCII);
        append(IntStream.range(0, 4)
                .mapToObj(
                        i -> new NewEvent(UUID.randomUUID(), "Large", "1", Instant.now(), payload, Map.of(), Set.of()))
                .toArray(NewEvent[]::new));
        append(event("Small", "n=1"));
        EventLog readers = log.readingThrough(store.pool());
        Criteria large = Criteria.ofTypes("Large");
        EventPage first = readers.page(large, 0, Long.MAX_VALUE, 100).block(SOON);
        assertThat(first.events()).hasSize(1);
        assertThat(first.reached()).isEqualTo(1);
        EventPage rest = log.page(large, 1, Long.MAX_VALUE, 100).block(SOON);
        assertThat(rest.events()).hasSize(3);
        assertThat(rest.reached()).as("the head, which none of them is at").isEqualTo(5);
        assertThat(log.page(large, 1, 4, 2).block(SOON).reached()).isEqualTo(3);
    }

    @Test
    void whoever_stops_reading_holds_no_connection_and_is_fetched_no_page_ahead() {
        append(IntStream.range(0, 1_700).mapToObj(i -> event("T", "n=" + i)).toArray(NewEvent[]::new));
        ConnectionPool pool = store.pool();
        AtomicInteger borrowed = new AtomicInteger();
        EventLog readers = log.readingThrough(counted(pool, borrowed));
        // More of them than there are connections.
        List<Stalled> stalled = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Stalled reader = new Stalled();
            (i % 2 == 0 ? readers.read(Criteria.everything(), 0) : readers.tail(Criteria.ofTypes("T"), 0))
                    .subscribe(reader);
            stalled.add(reader);
        }

        // The first page whole and a part of the second, the rest of which waits in memory.
        stalled.forEach(reader -> reader.request(70));
        await().atMost(SOON).untilAsserted(() -> assertThat(stalled).allMatch(reader -> reader.read.get() == 70));
        await().atMost(SOON).until(() -> pool.getMetrics().orElseThrow().acquiredSize() == 0);
        assertThat(borrowed).as("two pages each").hasValue(24);

        stalled.forEach(reader -> reader.request(Long.MAX_VALUE));
        await().atMost(SOON).untilAsserted(() -> assertThat(stalled).allMatch(reader -> reader.read.get() == 1_700));
        stalled.forEach(BaseSubscriber::cancel);
    }

    @Test
    void whoever_stops_reading_is_kept_little_however_large_the_events_are() {
        byte[] large = ("\"" + "9".repeat(60_000) + "\"").getBytes(StandardCharsets.US_ASCII);
        append(IntStream.range(0, 200)
                .mapToObj(i -> i < 150 ? event("T", "n=" + i) : withPayload(event("T", "n=" + i), large))
                .toArray(NewEvent[]::new));
        EventLog readers = log.readingThrough(store.pool());

        List<List<StoredEvent>> pages = readers.pages(Criteria.everything(), 0, Long.MAX_VALUE)
                .collectList()
                .block(SOON);

        assertThat(pages.stream().flatMap(List::stream))
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.stream()
                                .mapToInt(event -> event.payload().length)
                                .sum())
                        .isLessThanOrEqualTo(64 << 10));
        assertThat(readers.read(Criteria.everything(), 0).count().block(SOON)).isEqualTo(200);
    }

    private static NewEvent withPayload(NewEvent event, byte[] payload) {
        return new NewEvent(
                event.id(), event.type(), event.version(), event.timestamp(), payload, event.metadata(), event.tags());
    }

    private static ConnectionFactory counted(ConnectionFactory connections, AtomicInteger borrowed) {
        return new ConnectionFactory() {
            @Override
            public Publisher<? extends Connection> create() {
                return Mono.<Connection>from(connections.create()).doOnNext(lent -> borrowed.incrementAndGet());
            }

            @Override
            public ConnectionFactoryMetadata getMetadata() {
                return connections.getMetadata();
            }
        };
    }

    private static final class Stalled extends BaseSubscriber<StoredEvent> {

        private final AtomicInteger read = new AtomicInteger();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Demands nothing of itself.
        }

        @Override
        protected void hookOnNext(StoredEvent event) {
            read.incrementAndGet();
        }
    }

    @Test
    void an_event_id_is_taken_once_and_its_neighbours_in_the_batch_do_not_suffer() {
        NewEvent once = event("A", "x=1");
        append(once);

        List<String> outcomes = Flux.range(0, 50)
                .flatMap(
                        i -> log.append(List.of(i == 7 ? once : event("A", "n=" + i)), AppendCondition.none())
                                .map(position -> "stored")
                                .onErrorResume(
                                        DuplicateEventException.class,
                                        error -> reactor.core.publisher.Mono.just("duplicate")),
                        50)
                .collectList()
                .block(SOON);

        assertThat(outcomes).containsOnlyOnce("duplicate").hasSize(50);
        assertThat(log.head().block(SOON)).isEqualTo(50);
    }

    @Test
    void appends_in_flight_that_contradict_each_other_are_told_apart() {
        Criteria seat = Criteria.tagged(Tag.of("seat", "1"));

        List<Boolean> won = Flux.range(0, 40)
                .flatMap(
                        i -> log.append(List.of(event("SeatTaken", "seat=1")), AppendCondition.unchanged(seat, 0))
                                .map(position -> true)
                                .onErrorReturn(AppendConflictException.class, false),
                        40)
                .collectList()
                .block(SOON);

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void the_tail_gives_the_past_and_then_everything_new() {
        append(event("A", "x=1"), event("B", "x=1"));
        PostgresEventLog other = store.instance();

        StepVerifier.create(log.tail(Criteria.ofTypes("A"), 0).map(StoredEvent::position))
                .expectNext(1L)
                .then(() -> other.append(List.of(event("B"), event("A")), AppendCondition.none())
                        .block(SOON))
                .expectNext(4L)
                .then(() -> append(event("A")))
                .expectNext(5L)
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void a_slow_reader_of_the_tail_holds_up_nobody() {
        append(event("A"));
        StepVerifier.Step<Long> slow = StepVerifier.create(
                        log.tail(Criteria.everything(), 0).map(StoredEvent::position), 1)
                .expectNext(1L);
        slow.then(() -> {
                    for (int i = 0; i < 3; i++) {
                        append(IntStream.range(0, 1_000)
                                .mapToObj(n -> event("A"))
                                .toArray(NewEvent[]::new));
                    }
                    StepVerifier.create(log.tail(Criteria.everything(), 0).take(3_001))
                            .expectNextCount(3_001)
                            .expectComplete()
                            .verify(SOON);
                })
                .thenRequest(3_000)
                .expectNextSequence(java.util.stream.LongStream.rangeClosed(2, 3_001)
                        .boxed()
                        .toList())
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void positions_are_found_by_time() {
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        append(at(noon.minusSeconds(2)), at(noon.plusSeconds(1)), at(noon.minusSeconds(1)), at(noon.plusSeconds(2)));

        assertThat(log.positionAt(noon).block(SOON)).isEqualTo(1);
        assertThat(log.positionAt(noon.minusSeconds(60)).block(SOON)).isEqualTo(0);
        assertThat(log.positionAt(noon.plusSeconds(60)).block(SOON)).isEqualTo(4);
    }

    @Test
    void too_many_waiting_appends_are_refused_at_once() {
        PostgresEventLog small = PostgresEventLog.on(store.pool(), 5);

        List<Class<?>> outcomes = Flux.range(0, 200)
                .flatMap(
                        i -> small.append(List.of(event("A")), AppendCondition.none())
                                .<Class<?>>map(Object::getClass)
                                .onErrorResume(error -> reactor.core.publisher.Mono.just(error.getClass())),
                        200)
                .collectList()
                .block(SOON);

        assertThat(outcomes)
                .contains(Long.class, AppendQueueFullException.class)
                .hasSize(200);
    }

    private static NewEvent at(Instant time) {
        return new NewEvent(UUID.randomUUID(), "A", "1", time, new byte[0], Map.of(), Set.of());
    }

    private void append(NewEvent... events) {
        log.append(List.of(events), AppendCondition.none()).block(SOON);
    }

    private List<Long> positions(Criteria criteria) {
        return log.read(criteria, 0).map(StoredEvent::position).collectList().block(SOON);
    }
}
