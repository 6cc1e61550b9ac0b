package dev.millrace.eventstore.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.Snapshot;
import dev.millrace.eventstore.Snapshots;
import dev.millrace.eventstore.TestStore;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SnapshotsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int EVERY = 10;

    @Event(namespace = "meter", name = "Read", version = "1")
    record Read(@EventTag(key = "meter") String meter, int reading) {}

    @Command(namespace = "meter", name = "TakeReading")
    record TakeReading(String meter) {}

    record Readings(int count, int last) {}

    /** The fold of an application's release; counts how often it is asked. */
    private static final class Meters implements Boundary<String, Readings> {

        final AtomicInteger folded = new AtomicInteger();
        private final String version;

        Meters(String version) {
            this.version = version;
        }

        @Override
        public String name() {
            return "meters";
        }

        @Override
        public Tag tag(String meter) {
            return Tag.of("meter", meter);
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of(Read.class);
        }

        @Override
        public Collection<String> keysOf(Object event) {
            return List.of(((Read) event).meter());
        }

        @Override
        public Readings initial(String meter) {
            return new Readings(0, 0);
        }

        @Override
        public Readings evolve(Readings state, Object event) {
            folded.incrementAndGet();
            return new Readings(state.count() + 1, ((Read) event).reading());
        }

        @Override
        public Snapshotting<Readings> snapshotting() {
            return new Snapshotting<>(Readings.class, version, EVERY);
        }
    }

    /** Each reading is one more than the last: only who knows all of them gets it right. */
    private static final class Office {

        private final Decisions decisions;
        private final Meters meters;

        Office(Decisions decisions, Meters meters) {
            this.decisions = decisions;
            this.meters = meters;
        }

        @CommandHandler
        CompletableFuture<Decision> handle(TakeReading command, ProcessingContext context) {
            return decisions.decide(
                    context,
                    reads -> reads.read(meters, command.meter()).map(readings -> {
                        assertThat(readings.last()).isEqualTo(readings.count());
                        return Decision.accept(new Read(command.meter(), readings.last() + 1));
                    }));
        }
    }

    private final List<AxonConfiguration> applications = new ArrayList<>();
    private TestStore store;
    private Snapshots snapshots;

    @BeforeEach
    void open() {
        store = TestStore.fresh();
        snapshots = store.instance().snapshots();
    }

    @AfterEach
    void close() {
        applications.forEach(AxonConfiguration::shutdown);
        store.close();
    }

    private Commands started(Meters meters) {
        AxonConfiguration application = EventStoreConfigurer.on(
                        store.instance(), JsonMapper.builder().build(), List.of(Read.class))
                .registerCommandHandlingModule(CommandHandlingModule.named("meters")
                        .commandHandlers()
                        .annotatedCommandHandlingComponent(
                                configuration -> new Office(configuration.getComponent(Decisions.class), meters))
                        .build())
                .start();
        applications.add(application);
        return application.getComponent(Commands.class);
    }

    private static void read(Commands commands, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(commands.send(new TakeReading("m")).block(SOON)).isInstanceOf(Outcome.Accepted.class);
        }
    }

    private List<Snapshot> kept(Meters meters) {
        return snapshots
                .load("meters", meters.snapshotting().shape(), List.of(dev.millrace.eventstore.Tag.of("meter", "m")))
                .collectList()
                .block(SOON);
    }

    private void keptUpTo(Meters meters, long position) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(kept(meters)).extracting(Snapshot::position).containsExactly(position));
    }

    @Test
    void a_new_process_reads_only_what_came_since_the_last_snapshot() {
        Meters first = new Meters("1");
        read(started(first), 2 * EVERY + 5);
        keptUpTo(first, 2 * EVERY);

        Meters second = new Meters("1");
        read(started(second), 1);

        assertThat(second.folded).hasValue(5 + 1);
    }

    @Test
    void a_process_that_has_read_many_events_keeps_the_state_for_the_next() {
        Meters first = new Meters("1");
        read(started(first), EVERY - 1);
        assertThat(kept(first)).isEmpty();

        Meters second = new Meters("1");
        read(started(second), 2);

        keptUpTo(second, EVERY);
    }

    @Test
    void another_release_with_another_fold_begins_anew_and_keeps_its_own() {
        Meters first = new Meters("1");
        read(started(first), EVERY);
        keptUpTo(first, EVERY);

        Meters second = new Meters("2");
        read(started(second), 1);

        assertThat(second.folded).hasValue(EVERY + 1);
        keptUpTo(second, EVERY);
        assertThat(kept(first)).isEmpty();
    }

    @Test
    void a_snapshot_that_can_not_be_read_is_as_good_as_none() {
        Meters first = new Meters("1");
        read(started(first), EVERY);
        keptUpTo(first, EVERY);
        store.sql("update millrace_events.snapshots set state = '[]'");

        Meters second = new Meters("1");
        read(started(second), 1);

        assertThat(second.folded).hasValue(EVERY + 1);
    }

    @Test
    void what_was_folded_from_a_tag_s_events_can_be_forgotten() {
        Meters first = new Meters("1");
        read(started(first), EVERY);
        keptUpTo(first, EVERY);

        snapshots.forget(List.of(dev.millrace.eventstore.Tag.of("meter", "m"))).block(SOON);

        assertThat(kept(first)).isEmpty();
    }

    @Test
    void the_shape_tells_names_and_types_of_all_fields_however_deep() {
        record Inner(int units) {}
        record Outer(List<Inner> lines, Kind kind) {}

        assertThat(Snapshotting.of(Outer.class, "1").parts())
                .anyMatch(part -> part.endsWith("Inner.units:int"))
                .anyMatch(part -> part.contains("Outer.lines:java.util.List<"))
                .anyMatch(part -> part.contains("[SOLD, BOUGHT]"));
        assertThat(Snapshotting.of(Outer.class, "1").shape())
                .isEqualTo(Snapshotting.of(Outer.class, "1").shape())
                .isNotEqualTo(Snapshotting.of(Outer.class, "2").shape())
                .isNotEqualTo(Snapshotting.of(Inner.class, "1").shape());
    }

    private enum Kind {
        SOLD,
        BOUGHT
    }
}
