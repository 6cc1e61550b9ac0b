package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read from memory and what from the server must not be told apart. */
class ReadRecentTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Criteria ORDER_7 = Criteria.tagged(Tag.of("order", "7"));

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

    /** Orders 0 to 9 in turn. */
    private void append(int events) {
        List<NewEvent> batch = IntStream.range(0, events)
                .mapToObj(i -> event("test.Happened", "order=" + i % 10))
                .toList();
        log.append(batch, AppendCondition.none()).block(SOON);
    }

    private void tailSees(long position) {
        assertThat(log.heads().filter(head -> head >= position).blockFirst(SOON))
                .isGreaterThanOrEqualTo(position);
    }

    private List<Long> positions(long after, long atLeast) {
        return log.readRecent(ORDER_7, after, atLeast)
                .map(StoredEvent::position)
                .collectList()
                .block(SOON);
    }

    @Test
    void what_the_tail_holds_is_all_there_is_beyond_a_position() {
        tailSees(0);
        append(100);
        tailSees(100);

        assertThat(positions(0, 100)).containsExactly(8L, 18L, 28L, 38L, 48L, 58L, 68L, 78L, 88L, 98L);
        assertThat(positions(78, 98)).containsExactly(88L, 98L);
        assertThat(positions(98, 98)).isEmpty();
    }

    @Test
    void what_lies_before_the_tail_s_memory_is_read_from_the_server() {
        append(100);
        tailSees(100);
        append(10);
        tailSees(110);

        assertThat(positions(80, 110)).containsExactly(88L, 98L, 108L);
        assertThat(positions(100, 110)).containsExactly(108L);
    }

    @Test
    void what_the_tail_has_not_seen_yet_is_read_from_the_server() {
        append(100);

        assertThat(positions(90, 98)).containsExactly(98L);
    }

    @Test
    void each_tag_of_what_the_tail_holds_begins_where_it_is_known_to() {
        tailSees(0);
        append(100);
        tailSees(100);
        Recent recent = log.recent().orElseThrow();
        Map<Tag, Long> starts = Map.of(Tag.of("order", "7"), 78L, Tag.of("order", "3"), 64L);

        assertThat(recent.after(starts, Set.of("test.Happened")))
                .extracting(StoredEvent::position)
                .containsExactly(74L, 84L, 88L, 94L, 98L);
        assertThat(recent.after(starts, Set.of("test.Other"))).isEmpty();
        assertThat(recent.after(Map.of(), Set.of("test.Happened"))).isEmpty();
    }

    @Test
    void who_does_not_follow_the_log_knows_nothing_recent() {
        append(1);

        assertThat(log.recent()).isEmpty();
    }

    @Test
    void the_tail_s_memory_is_bounded_and_without_a_gap() {
        tailSees(0);
        for (int i = 1; i <= 5; i++) {
            append(700);
            tailSees(700 * i);
        }
        Recent recent = log.recent().orElseThrow();

        assertThat(recent.head()).isEqualTo(3_500);
        assertThat(recent.reachesBackTo(3_500 - 2_048)).isTrue();
        assertThat(recent.reachesBackTo(3_500 - 2_048 - 64)).isFalse();
        assertThat(recent.after(3_500 - 2_048, Criteria.everything()))
                .extracting(StoredEvent::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(3_500 - 2_047, 3_500).boxed().toList());
    }

    @Test
    void what_is_proven_to_have_begun_within_the_memory_is_held_from_its_first_event() {
        Criteria begun = Criteria.tagged(Tag.of("order", "new"));
        tailSees(0);
        append(3_000);
        log.append(List.of(event("test.Happened", "order=new")), nothingOf("new"))
                .block(SOON);
        append(10);
        log.append(List.of(event("test.Ended", "order=new")), AppendCondition.none())
                .block(SOON);
        Recent recent = log.recent().orElseThrow();

        assertThat(recent.reachesBackTo(0)).isFalse();
        assertThat(recent.holds(begun, 0)).isTrue();
        assertThat(recent.holds(Criteria.anyOf(begun.anyOf().getFirst().withTypes(Set.of("test.Ended"))), 0))
                .isTrue();
        assertThat(recent.after(0, begun)).extracting(StoredEvent::position).containsExactly(3_001L, 3_012L);
        assertThat(log.read(begun, 0).map(StoredEvent::position).collectList().block(SOON))
                .containsExactly(3_001L, 3_012L);

        append(3_000);
        assertThat(log.recent().orElseThrow().holds(begun, 0)).isFalse();
        assertThat(log.read(begun, 0).map(StoredEvent::position).collectList().block(SOON))
                .containsExactly(3_001L, 3_012L);
    }

    @Test
    void what_is_not_proven_to_have_begun_is_not_taken_for_new() {
        log.append(List.of(event("test.Happened", "order=new")), AppendCondition.none())
                .block(SOON);
        tailSees(1);
        append(5);
        log.append(List.of(event("test.Happened", "order=new")), AppendCondition.none())
                .block(SOON);
        Recent recent = log.recent().orElseThrow();

        assertThat(recent.holds(Criteria.tagged(Tag.of("order", "new")), 0)).isFalse();
        assertThat(recent.holds(Criteria.everything(), 0)).isFalse();
        assertThat(log.read(Criteria.tagged(Tag.of("order", "new")), 0)
                        .map(StoredEvent::position)
                        .collectList()
                        .block(SOON))
                .containsExactly(1L, 7L);
    }

    @Test
    void a_read_has_what_another_process_appended_before_it() {
        PostgresEventLog other = store.instance();
        tailSees(0);
        append(10);
        for (int i = 1; i <= 50; i++) {
            long position = other.append(List.of(event("test.Happened", "order=7")), AppendCondition.none())
                    .block(SOON);

            assertThat(log.read(ORDER_7, 0).map(StoredEvent::position).blockLast(SOON))
                    .isEqualTo(position);
        }
    }

    private static AppendCondition nothingOf(String order) {
        return AppendCondition.unchanged(Criteria.tagged(Tag.of("order", order)), 0);
    }
}
