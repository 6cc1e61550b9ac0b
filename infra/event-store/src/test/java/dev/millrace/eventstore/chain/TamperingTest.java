package dev.millrace.eventstore.chain;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.chain.Fault.Kind;
import dev.millrace.eventstore.chain.Verification.Broken;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a superuser does behind the log's back, who knows of the triggers. Blocks: events 1 to 5, 6, 7 to 16, 17, 18 to 20. */
class TamperingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int EVENTS = 20;
    private static final int[] FIRST_POSITIONS = {1, 6, 7, 17, 18};
    private static final String COLUMNS = "event_id, type, version, ts, payload, metadata, tags";

    private TestStore store;
    private EventChain chain;

    @BeforeEach
    void fill() {
        store = TestStore.fresh();
        PostgresEventLog log = store.instance();
        for (int size : new int[] {5, 1, 10, 1, 3}) {
            List<NewEvent> events = IntStream.range(0, size)
                    .mapToObj(i -> event("T" + i, "n=" + i, "size=" + size))
                    .toList();
            log.append(events, AppendCondition.none()).block(SOON);
        }
        chain = EventChain.on(store.pool());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_log_that_nobody_touched_is_sound() {
        List<Verification> verifications = chain.verify().collectList().block(SOON);

        ChainHead head = chain.head().block(SOON);
        assertThat(head.block()).isEqualTo(5);
        assertThat(head.position()).isEqualTo(EVENTS);
        assertThat(verifications)
                .containsExactly(new Verification.Progress(head, head), new Verification.Sound(head, 0));
    }

    @Test
    void an_altered_event_is_named() {
        List<String> changes = List.of(
                "payload = convert_to('{\"total\":0}', 'UTF8')",
                "payload = ''",
                "metadata = convert_to('{}', 'UTF8')",
                "metadata = metadata || payload, payload = ''",
                "ts = ts + interval '1 microsecond'",
                "ts = 'infinity'",
                "type = 'Other'",
                "version = '2'",
                "event_id = gen_random_uuid()",
                "tags = tags || '{n=99}'::text[]",
                "tags = '{}'",
                "tags = array[tags[2], tags[1]]",
                "tags = array[array_to_string(tags, U&'\\001f')]",
                "tags = array[tags]",
                "type = type || U&'\\001e' || version || U&'\\001e' || tags[1], version = tags[2], tags = '{}'");
        // From the end to the beginning, so that each is the first fault in its turn.
        for (int position = EVENTS; position > 0; position--) {
            tamper("update millrace_events.events set " + changes.get(position % changes.size()) + " where position = "
                    + position);

            assertFault(Kind.EVENT_ALTERED, position);
        }
    }

    @Test
    void a_deleted_event_is_named() {
        for (int position = EVENTS; position > 0; position--) {
            tamper("delete from millrace_events.events where position = " + position);

            assertFault(Kind.EVENT_MISSING, position);
        }
    }

    @Test
    void a_deleted_event_is_named_though_the_others_moved_up() {
        tamper(
                "delete from millrace_events.events where position = 9",
                "update millrace_events.events set position = -position where position > 9",
                "update millrace_events.events set position = -position - 1 where position < 0");

        assertFault(Kind.EVENT_MISSING, 9);
    }

    @Test
    void two_events_that_changed_places_are_named() {
        for (int[] pair : new int[][] {{19, 20}, {14, 18}, {8, 9}, {6, 12}, {1, 7}}) {
            tamper(
                    "update millrace_events.events set position = 0 where position = " + pair[0],
                    "update millrace_events.events set position = " + pair[0] + " where position = " + pair[1],
                    "update millrace_events.events set position = " + pair[1] + " where position = 0");

            Fault fault = assertFault(Kind.EVENTS_SWAPPED, pair[0]);
            assertThat(fault.explanation()).endsWith("position " + pair[1]);
        }
    }

    @Test
    void an_event_written_over_another_is_named() {
        tamper(
                "alter table millrace_events.events drop constraint events_event_id_unique",
                "delete from millrace_events.events where position = 4",
                "insert into millrace_events.events select 4, " + COLUMNS
                        + " from millrace_events.events where position = 11");

        assertFault(Kind.EVENT_ALTERED, 4);
    }

    @Test
    void an_event_between_others_is_named() {
        tamper(
                "update millrace_events.events set position = -position where position >= 7",
                "update millrace_events.events set position = -position + 1 where position < 0",
                "insert into millrace_events.events select 7, gen_random_uuid(), 'T', '1', now(), '', '', '{}'");

        assertFault(Kind.EVENT_INSERTED, 7);
    }

    @Test
    void an_event_outside_is_named() {
        for (int position : new int[] {21, 0, -3}) {
            tamper("insert into millrace_events.events select " + position
                    + ", gen_random_uuid(), 'T', '1', now(), '', '', '{}'");

            assertFault(Kind.EVENT_INSERTED, position);
        }
    }

    @Test
    void an_event_put_in_past_the_function_is_named_even_when_appends_went_on() {
        tamper("insert into millrace_events.events select 21, gen_random_uuid(), 'T', '1', now(), '', '', '{}'");
        store.instance().append(List.of(event("A")), AppendCondition.none()).block(SOON);

        assertFault(Kind.EVENT_INSERTED, 21);
    }

    @Test
    void a_second_event_at_a_position_is_named() {
        tamper(
                "alter table millrace_events.events drop constraint events_pk",
                "insert into millrace_events.events select 8, gen_random_uuid(), 'T', '1', now(), '', '', '{}'");

        assertThat(fault().position()).isEqualTo(8);
    }

    @Test
    void a_tag_that_no_longer_leads_to_its_event_is_named() {
        tamper("delete from millrace_events.event_tags where position = 14 and tag = 'size=10'");

        assertFault(Kind.TAG_INDEX_ALTERED, 14);
    }

    @Test
    void a_tag_that_leads_to_where_it_should_not_is_named() {
        for (int position : new int[] {1_000, 14, 0}) {
            tamper("insert into millrace_events.event_tags values ('seat=1', " + position + ")");

            assertFault(Kind.TAG_INDEX_ALTERED, position);
        }
    }

    @Test
    void an_altered_block_is_named() {
        List<String> changes = List.of(
                "hash = sha256(hash)",
                "digests = overlay(digests placing sha256('x') from 1)",
                "sealed_at = sealed_at - interval '1 day'",
                "last_position = last_position - 1",
                "first_position = first_position + 1");
        for (int block = 5; block > 0; block--) {
            tamper("update millrace_events.blocks set " + changes.get(block - 1) + " where number = " + block);

            assertThat(assertFault(Kind.BLOCK_ALTERED, FIRST_POSITIONS[block - 1])
                            .block())
                    .isEqualTo(block);
        }
    }

    @Test
    void a_block_that_was_dropped_from_the_middle_is_named() {
        tamper("delete from millrace_events.blocks where number = 2");

        assertThat(assertFault(Kind.BLOCK_MISSING, 6).block()).isEqualTo(2);
    }

    @Test
    void the_last_block_dropped_leaves_its_events_uncovered() {
        tamper("delete from millrace_events.blocks where number = 5");

        assertFault(Kind.EVENT_INSERTED, 18);
    }

    @Test
    void an_end_that_was_cut_off_with_its_block_is_found_by_a_kept_head() {
        ChainHead kept = chain.head().block(SOON);
        tamper(
                "delete from millrace_events.blocks where number = 5",
                "delete from millrace_events.events where position > 17",
                "delete from millrace_events.event_tags where position > 17");

        assertThat(chain.verify().blockLast(SOON)).isInstanceOf(Verification.Sound.class);
        assertFault(Kind.CUT_OFF, 18, kept);
    }

    @Test
    void a_chain_written_anew_is_found_by_a_kept_head() {
        ChainHead kept = chain.head().block(SOON);
        tamper(
                "update millrace_events.events set payload = 'forged' where position = 7",
                "delete from millrace_events.blocks where number >= 3");
        store.sql(
                "select millrace_events.seal(10)", "select millrace_events.seal(1)", "select millrace_events.seal(10)");

        assertThat(chain.verify().blockLast(SOON)).isInstanceOf(Verification.Sound.class);
        assertFault(Kind.REWRITTEN, 18, kept);
        assertThat(((Broken) chain.verify(kept, List.of()).blockLast(SOON))
                        .fault()
                        .kind())
                .isEqualTo(Kind.REWRITTEN);
    }

    @Test
    void of_several_faults_the_first_is_named() {
        tamper(
                "update millrace_events.blocks set hash = sha256(hash) where number = 4",
                "delete from millrace_events.events where position = 19",
                "update millrace_events.events set payload = '' where position in (9, 15)");

        assertFault(Kind.EVENT_ALTERED, 9);
    }

    private void tamper(String... statements) {
        String[] all = Arrays.copyOf(
                new String[] {
                    "alter table millrace_events.events disable trigger all",
                    "alter table millrace_events.event_tags disable trigger all",
                    "alter table millrace_events.blocks disable trigger all"
                },
                3 + statements.length);
        System.arraycopy(statements, 0, all, 3, statements.length);
        store.superuser().sql(all);
    }

    private Fault fault(ChainHead... kept) {
        Verification verdict = chain.verify(ChainHead.START, List.of(kept)).blockLast(SOON);
        assertThat(verdict).isInstanceOf(Broken.class);
        return ((Broken) verdict).fault();
    }

    private Fault assertFault(Kind kind, long position, ChainHead... kept) {
        Fault fault = fault(kept);
        assertThat(List.of(fault.kind(), fault.position()))
                .as(fault.explanation())
                .isEqualTo(List.of(kind, position));
        return fault;
    }
}
