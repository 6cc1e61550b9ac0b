package dev.millrace.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cart.CartEvent.CartItemsAdded;
import dev.millrace.cart.CartEvent.CartOpened;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.CartId;
import dev.millrace.local.PostgresAddress;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import dev.millrace.schema.Tags;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LogFoldsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** A cart whose view is where its events are. */
    private record Positions(CartId id) implements Thing<List<Long>> {

        @Override
        public Tag tag() {
            return Tag.of(Tags.CART, id.toString());
        }

        @Override
        public List<Long> evolve(@Nullable List<Long> view, RecordedEvent event) {
            List<Long> all = new ArrayList<>(view == null ? List.of() : view);
            all.add(event.position());
            return List.copyOf(all);
        }
    }

    private final List<ConnectionPool> pools = new ArrayList<>();
    private final CartId id = new CartId(UUID.randomUUID());
    private final Positions cart = new Positions(id);
    private final AtomicInteger asked = new AtomicInteger();
    private PostgresAddress address;
    private PostgresEventLog log;
    private LogFolds folds;

    @BeforeEach
    void open() {
        address = TestServers.freshDatabase(
                "log_folds",
                fresh -> EventStoreMigrations.migrate(fresh.jdbcUrl(), fresh.username(), fresh.password()));
        log = instance();
        folds = new LogFolds(log);
        log.heads().filter(head -> head == 0).blockFirst(SOON);
    }

    @AfterEach
    void close() {
        pools.forEach(ConnectionPool::dispose);
    }

    private PostgresEventLog instance() {
        ConnectionPool pool = EventStoreConnections.pool(address.r2dbcUrl(), address.username(), address.password(), 5);
        pools.add(pool);
        return PostgresEventLog.on(pool);
    }

    private static NewEvent event(CartId cart, BusinessEvent event) {
        return new NewEvent(
                UUID.randomUUID(),
                EventCatalog.typeName(event.getClass()),
                EventCatalog.version(event.getClass()),
                Instant.now(),
                EventJson.mapper().writeValueAsBytes(event),
                Map.of(),
                Set.of(Tag.of(Tags.CART, cart.toString())));
    }

    private long begin() {
        return append(
                log,
                AppendCondition.unchanged(Criteria.tagged(cart.tag()), 0),
                event(id, new CartOpened(id, null, CurrencyUnit.EUR)));
    }

    private long goOn(EventLog in) {
        return append(in, AppendCondition.none(), event(id, new CartItemsAdded(id, List.of())));
    }

    private static long append(EventLog in, AppendCondition condition, NewEvent... events) {
        Long position = in.append(List.of(events), condition).block(SOON);
        return position == null ? 0 : position;
    }

    private void othersGoOn(int events) {
        CartId other = new CartId(UUID.randomUUID());
        append(
                log,
                AppendCondition.none(),
                IntStream.range(0, events)
                        .mapToObj(i -> event(other, new CartItemsAdded(other, List.of())))
                        .toArray(NewEvent[]::new));
    }

    private @Nullable List<Long> read(Newness newness, Mono<Known<List<Long>>> known) {
        return folds.of(cart, known.doOnSubscribe(subscribed -> asked.incrementAndGet()), newness)
                .block(SOON);
    }

    private void away() {
        pools.forEach(ConnectionPool::dispose);
    }

    @Test
    void what_was_just_written_is_answered_without_asking_anybody() {
        long opened = begin();
        long added = goOn(log);
        away();

        assertThat(read(Newness.upTo(added), Mono.error(new AssertionError("asked"))))
                .containsExactly(opened, added);
    }

    @Test
    void a_read_has_what_others_wrote_before_it() {
        long opened = begin();
        PostgresEventLog other = instance();
        List<Long> all = new ArrayList<>(List.of(opened));
        for (int i = 0; i < 50; i++) {
            all.add(goOn(other));

            assertThat(read(Newness.latest(), Mono.empty())).isEqualTo(all);
        }
    }

    @Test
    void what_was_read_before_is_remembered_for_as_long_as_the_log_s_memory_reaches_back_to_it() {
        goOn(log);
        othersGoOn(3_000);
        long later = goOn(log);
        Mono<Known<List<Long>>> known = Mono.just(new Known<>(List.of(1L), 1));

        assertThat(read(Newness.upTo(later), known)).containsExactly(1L, later);
        assertThat(asked).hasValue(1);
        long last = goOn(log);
        assertThat(read(Newness.latest(), known)).containsExactly(1L, later, last);
        assertThat(read(Newness.upTo(last), known)).containsExactly(1L, later, last);
        assertThat(asked).hasValue(1);

        othersGoOn(3_000);
        assertThat(read(Newness.latest(), known)).containsExactly(1L, later, last);
        assertThat(asked).hasValue(2);
    }

    @Test
    void while_the_log_is_away_a_thing_is_as_it_is_known_if_that_is_new_enough() {
        long opened = begin();
        long added = goOn(log);
        read(Newness.latest(), Mono.empty());
        away();

        assertThat(read(Newness.latest(), Mono.empty())).containsExactly(opened, added);
        assertThat(read(Newness.latest(), Mono.just(new Known<>(List.of(7L), added + 5))))
                .containsExactly(7L);
        assertThat(read(new Newness.Latest(added), Mono.just(new Known<>(List.of(opened), opened))))
                .containsExactly(opened, added);
        assertThatThrownBy(() -> read(new Newness.Latest(added + 1), Mono.empty()))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void there_is_nothing_of_what_never_was() {
        othersGoOn(1);

        assertThat(read(Newness.latest(), Mono.empty())).isNull();
        begin();
        assertThat(read(Newness.latest(), Mono.empty())).hasSize(1);
    }
}
