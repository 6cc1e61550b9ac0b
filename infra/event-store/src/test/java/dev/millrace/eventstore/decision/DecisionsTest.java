package dev.millrace.eventstore.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.decision.Theatre.Announce;
import dev.millrace.eventstore.decision.Theatre.Book;
import dev.millrace.eventstore.decision.Theatre.OpenShow;
import dev.millrace.eventstore.decision.Theatre.SoldOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.common.configuration.AxonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class DecisionsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<AxonConfiguration> applications = new ArrayList<>();
    private TestStore store;
    private PostgresEventLog log;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        log = store.instance();
    }

    @AfterEach
    void close() {
        applications.forEach(AxonConfiguration::shutdown);
        store.close();
    }

    /** Like a process of its own: nothing is shared with the others but the database. */
    private Commands instance() {
        return instance(store.instance());
    }

    private Commands instance(PostgresEventLog own) {
        AxonConfiguration application = EventStoreConfigurer.on(
                        own, JsonMapper.builder().build(), Theatre.EVENTS)
                .registerCommandHandlingModule(Theatre.module())
                .start();
        applications.add(application);
        return application.getComponent(Commands.class);
    }

    private static void sees(PostgresEventLog instance, long position) {
        assertThat(instance.heads().filter(head -> head >= position).blockFirst(SOON))
                .isEqualTo(position);
    }

    private void nobodyReads() {
        store.sql("alter function millrace_events.read rename to read_later");
    }

    private static Outcome send(Commands commands, Object command) {
        return commands.send(command).block(SOON);
    }

    private static Outcome send(Commands commands, Object command, Unchanged unchanged) {
        return commands.send(command, Map.of(), unchanged).block(SOON);
    }

    @Test
    void an_outcome_tells_the_position_that_was_reached() {
        Commands commands = instance();

        assertThat(send(commands, new OpenShow("hamlet", 2))).isEqualTo(new Outcome.Accepted(1));
        assertThat(send(commands, new OpenShow("faust", 2))).isEqualTo(new Outcome.Accepted(2));
        assertThat(send(commands, new OpenShow("hamlet", 2))).isEqualTo(new Outcome.Accepted(2));
        assertThat(send(commands, new Book("b", Set.of("hamlet", "faust"), 2))).isEqualTo(new Outcome.Accepted(3));
        assertThat(send(commands, new Book("c", Set.of("hamlet"), 1)))
                .isEqualTo(new Outcome.Rejected(new SoldOut("hamlet")));
    }

    @Test
    void a_command_whose_sender_has_not_seen_the_latest_is_refused() {
        Commands commands = instance();
        send(commands, new OpenShow("hamlet", 100));
        send(commands, new OpenShow("faust", 100));
        Unchanged asOpened = new Unchanged(Tag.of("show", "hamlet"), 1);

        assertThat(send(commands, new Book("a", Set.of("hamlet"), 1), asOpened)).isEqualTo(new Outcome.Accepted(3));
        assertThat(send(commands, new Book("b", Set.of("hamlet"), 1), asOpened))
                .isEqualTo(new Outcome.Rejected(new Changed(Tag.of("show", "hamlet"))));
        // An event that the decision itself doesn't look at counts as well.
        send(commands, new Announce("faust"));
        assertThat(send(commands, new Book("c", Set.of("faust"), 1), new Unchanged(Tag.of("show", "faust"), 2)))
                .isEqualTo(new Outcome.Rejected(new Changed(Tag.of("show", "faust"))));
        assertThat(send(commands, new Book("d", Set.of("faust"), 1), new Unchanged(Tag.of("show", "faust"), 4)))
                .isEqualTo(new Outcome.Accepted(5));
    }

    @Test
    void of_many_who_know_the_same_one_is_heard() {
        Commands one = instance();
        Commands other = instance();
        send(one, new OpenShow("hamlet", 100));
        Unchanged asOpened = new Unchanged(Tag.of("show", "hamlet"), 1);

        List<Outcome> outcomes = Flux.range(0, 40)
                .flatMap(
                        i -> (i % 2 == 0 ? one : other)
                                .send(new Book("b" + i, Set.of("hamlet"), 1), Map.of(), asOpened),
                        40)
                .collectList()
                .block(SOON);

        assertThat(outcomes).containsOnlyOnce(new Outcome.Accepted(2));
        assertThat(outcomes)
                .filteredOn(new Outcome.Rejected(new Changed(Tag.of("show", "hamlet")))::equals)
                .hasSize(39);
    }

    @Test
    void every_event_tells_where_it_comes_from() {
        Commands commands = instance();
        commands.send(new OpenShow("hamlet", 2), Map.of("correlationId", "request-1"))
                .block(SOON);

        StoredEvent event = log.read(Criteria.everything(), 0).blockFirst(SOON);

        assertThat(event.metadata()).containsEntry("correlationId", "request-1").containsKey("causationId");
        assertThat(event.type()).isEqualTo("theatre.ShowOpened");
        assertThat(event.version()).isEqualTo("1");
        assertThat(event.tags()).containsExactly(Tag.of("show", "hamlet"));
    }

    @Test
    void what_nothing_has_happened_to_is_decided_on_without_a_read() {
        Commands commands = instance();
        nobodyReads();

        assertThat(send(commands, new OpenShow("hamlet", 2))).isEqualTo(new Outcome.Accepted(1));
        assertThat(send(commands, new Book("b", Set.of("hamlet"), 1))).isEqualTo(new Outcome.Accepted(2));
    }

    @Test
    void what_went_by_on_the_log_is_known_without_a_read() {
        PostgresEventLog following = store.instance();
        Commands commands = instance(following);
        sees(following, 0);
        send(commands, new OpenShow("hamlet", 5));
        send(instance(), new Book("b", Set.of("hamlet"), 4));
        sees(following, 2);
        nobodyReads();

        assertThat(send(commands, new Book("c", Set.of("hamlet"), 1))).isEqualTo(new Outcome.Accepted(3));
    }

    @Test
    void a_tag_that_nothing_had_begins_for_all_boundaries() {
        PostgresEventLog following = store.instance();
        Commands commands = instance(following);
        sees(following, 0);
        send(commands, new OpenShow("faust", 5));
        send(commands, new OpenShow("hamlet", 5));
        send(instance(), new Book("b", Set.of("hamlet", "faust"), 4));
        sees(following, 3);
        nobodyReads();

        assertThat(send(commands, new Announce("hamlet"))).isEqualTo(new Outcome.Accepted(4));
    }

    @Test
    void what_is_settled_is_told_from_memory() {
        Commands commands = instance();
        send(commands, new OpenShow("hamlet", 5));
        assertThat(send(commands, new Announce("hamlet"))).isEqualTo(new Outcome.Accepted(2));
        nobodyReads();

        assertThat(send(commands, new Announce("hamlet"))).isEqualTo(new Outcome.Accepted(2));
    }

    @Test
    void a_tag_that_something_else_had_does_not_begin() {
        log.append(List.of(TestStore.event("other.Happened", "show=hamlet")), AppendCondition.none())
                .block(SOON);
        PostgresEventLog following = store.instance();
        Commands commands = instance(following);
        sees(following, 1);

        assertThat(send(commands, new OpenShow("hamlet", 5))).isEqualTo(new Outcome.Accepted(2));
        sees(following, 2);
        assertThat(send(commands, new Announce("hamlet"))).isEqualTo(new Outcome.Accepted(3));
    }

    @Test
    void a_rejection_is_read_even_where_the_log_is_followed() {
        PostgresEventLog following = store.instance();
        Commands commands = instance(following);
        sees(following, 0);
        send(commands, new OpenShow("hamlet", 1));
        send(instance(), new Book("b", Set.of("hamlet"), 1));
        sees(following, 2);
        nobodyReads();

        StepVerifier.create(commands.send(new Book("c", Set.of("hamlet"), 1)))
                .expectError()
                .verify(SOON);
    }

    @Test
    void what_another_instance_has_done_is_found_out_by_the_append() {
        Commands first = instance();
        Commands second = instance();
        send(first, new OpenShow("hamlet", 2));

        assertThat(send(second, new OpenShow("hamlet", 5))).isEqualTo(new Outcome.Accepted(1));
        assertThat(send(second, new Book("b", Set.of("hamlet"), 3)))
                .isEqualTo(new Outcome.Rejected(new SoldOut("hamlet")));
        assertThat(log.head().block(SOON)).isEqualTo(1);
    }

    @Test
    void of_many_who_want_the_last_seat_exactly_one_gets_it() {
        List<Commands> instances = List.of(instance(), instance(), instance());
        send(instances.get(0), new OpenShow("hamlet", 1));

        List<Outcome> outcomes = Flux.range(0, 60)
                .flatMap(i -> instances.get(i % 3).send(new Book("b" + i, Set.of("hamlet"), 1)), 60)
                .collectList()
                .block(SOON);

        assertThat(outcomes)
                .hasSize(60)
                .filteredOn(Outcome.Accepted.class::isInstance)
                .hasSize(1);
    }

    @Test
    void what_several_instances_book_at_once_is_never_more_than_there_was() {
        List<Commands> instances = List.of(instance(), instance());
        for (int show = 0; show < 5; show++) {
            send(instances.get(0), new OpenShow("show-" + show, 40));
        }

        List<Outcome> outcomes = Flux.range(0, 200)
                .flatMap(
                        i -> instances
                                .get(i % 2)
                                .send(new Book("b" + i, Set.of("show-" + i % 5, "show-" + (i + 1 + i % 2) % 5), 1)),
                        64)
                .collectList()
                .block(SOON);

        List<StoredEvent> events =
                log.read(Criteria.everything(), 0).collectList().block(SOON);
        long accepted =
                outcomes.stream().filter(Outcome.Accepted.class::isInstance).count();
        assertThat(events).hasSize((int) accepted + 5);
        Map<Tag, Long> booked = events.stream()
                .filter(event -> event.type().equals("theatre.SeatsBooked"))
                .flatMap(event -> event.tags().stream().filter(tag -> tag.key().equals("show")))
                .collect(Collectors.groupingBy(tag -> tag, Collectors.counting()));
        assertThat(booked.values()).allSatisfy(seats -> assertThat(seats).isLessThanOrEqualTo(40));
        assertThat(events).extracting(StoredEvent::position).isSorted().doesNotHaveDuplicates();
        assertThat(events.getLast().position()).isEqualTo(events.size());
    }

    @Test
    void commands_about_one_thing_follow_each_other_without_a_conflict() {
        Commands commands = instance();
        send(commands, new OpenShow("hamlet", 500));

        List<Outcome> outcomes = Flux.range(0, 300)
                .flatMap(i -> commands.send(new Book("b" + i, Set.of("hamlet"), 1)), 300)
                .collectList()
                .block(SOON);

        assertThat(outcomes).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(log.head().block(SOON)).isEqualTo(301);
    }

    @Test
    void a_decision_about_a_thousand_things_is_made_in_one_go() {
        Commands commands = instance();
        Set<String> shows = IntStream.range(0, 1_114).mapToObj(i -> "show-" + i).collect(Collectors.toSet());
        Flux.fromIterable(shows)
                .flatMap(show -> commands.send(new OpenShow(show, 2)), 64)
                .blockLast(SOON);
        Commands cold = instance();

        long start = System.nanoTime();
        Outcome first = send(cold, new Book("first", shows, 1));
        long second = System.nanoTime();
        Outcome warm = send(cold, new Book("second", shows, 1));
        long end = System.nanoTime();

        assertThat(first).isEqualTo(new Outcome.Accepted(1_115));
        assertThat(warm).isEqualTo(new Outcome.Accepted(1_116));
        assertThat(send(cold, new Book("third", shows, 1))).isInstanceOf(Outcome.Rejected.class);
        System.out.printf(
                "1,114 keys: cold %d ms, warm %d ms%n", (second - start) / 1_000_000, (end - second) / 1_000_000);
    }
}
