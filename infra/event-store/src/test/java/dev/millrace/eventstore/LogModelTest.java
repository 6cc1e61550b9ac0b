package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.eventstore.AppendCondition.Check;
import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.eventstore.chain.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Random appends under random conditions, from several instances at once, held to {@link LogModel}. */
class LogModelTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int INSTANCES = 3;
    private static final int IN_FLIGHT = 24;
    private static final String LOCK =
            "perform pg_advisory_xact_lock(x'4d494c4c'::int, 'millrace_events.events'::regclass::oid::int);";

    @Test
    void appends_from_several_instances_obey_the_model_and_all_their_tails_see_one_order() {
        try (TestStore store = TestStore.fresh()) {
            Run run = new Run(store, 6_000);

            assertThat(run.violations()).isEmpty();
            // Both answers were given often, or nothing was tried.
            assertThat(run.attempts)
                    .filteredOn(attempt -> attempt.position() == 0)
                    .hasSizeGreaterThan(500);
            assertThat(run.attempts)
                    .filteredOn(attempt -> attempt.position() > 0)
                    .hasSizeGreaterThan(500);
            assertThat(EventChain.on(store.pool()).verify().blockLast(SOON)).isInstanceOf(Verification.Sound.class);
        }
    }

    @Test
    void control_without_the_lock_the_model_is_violated() {
        try (TestStore store = TestStore.fresh()) {
            withoutLock(store);

            assertThat(new Run(store, 600).violations()).isNotEmpty();
        }
    }

    @Test
    void control_without_the_lock_and_the_keys_conditions_are_broken_and_positions_given_twice() {
        try (TestStore store = TestStore.fresh()) {
            withoutLock(store);
            store.sql(
                    "update millrace_events.chain set enabled = false",
                    "alter table millrace_events.events drop constraint events_pk",
                    "create index events_pk on millrace_events.events (position)");

            assertThat(new Run(store, 600).violations())
                    .anyMatch(violation -> violation.startsWith("position"))
                    .anyMatch(violation -> violation.contains("though Check"));
        }
    }

    private static void withoutLock(TestStore store) {
        String function = "'millrace_events.append'::regproc";
        String lock = "$lock$" + LOCK + "$lock$";
        store.sql("do $do$ begin"
                + " assert strpos(pg_get_functiondef(" + function + "), " + lock + ") > 0;"
                + " execute replace(pg_get_functiondef(" + function + "), " + lock + ", '');"
                + " end $do$");
    }

    /** One run of appends by several instances, with a tail on each. */
    private static final class Run {
        final Collection<Attempt> attempts = new ConcurrentLinkedQueue<>();
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicLong begun = new AtomicLong();
        private final List<PostgresEventLog> instances;
        private final List<Collection<StoredEvent>> tails = new ArrayList<>();

        Run(TestStore store, int appends) {
            instances = IntStream.range(0, INSTANCES)
                    .mapToObj(i -> store.instance())
                    .toList();
            List<Disposable> followers = new ArrayList<>();
            for (PostgresEventLog instance : instances) {
                Collection<StoredEvent> tail = new ConcurrentLinkedQueue<>();
                tails.add(tail);
                followers.add(instance.tail(Criteria.everything(), 0).subscribe(tail::add));
            }
            Flux.fromIterable(instances)
                    .flatMap(instance -> append(instance, appends / INSTANCES))
                    .blockLast(SOON);
            long head = instances.getFirst().head().block(SOON);
            await().atMost(SOON)
                    .until(() ->
                            tails.stream().allMatch(tail -> tail.stream().anyMatch(event -> event.position() >= head)));
            followers.forEach(Disposable::dispose);
        }

        List<String> violations() {
            List<StoredEvent> log = instances
                    .getFirst()
                    .read(Criteria.everything(), 0)
                    .collectList()
                    .block(SOON);
            return LogModel.violations(log, attempts, tails);
        }

        private Flux<Attempt> append(PostgresEventLog instance, int times) {
            Random random = new Random(instances.indexOf(instance));
            return Flux.range(0, times)
                    .map(i -> new RandomAppend(random, acknowledged.get()))
                    .flatMap(append -> attempt(instance, append), IN_FLIGHT)
                    .doOnNext(attempts::add);
        }

        private Mono<Attempt> attempt(PostgresEventLog instance, RandomAppend append) {
            return Mono.defer(() -> {
                long ackedBefore = acknowledged.get();
                begun.addAndGet(append.events.size());
                return instance.append(append.events, new AppendCondition(append.checks))
                        .doOnNext(position -> acknowledged.accumulateAndGet(position, Math::max))
                        .map(position -> answered(append, ackedBefore, position, null))
                        .onErrorResume(
                                AppendConflictException.class,
                                conflict -> Mono.fromSupplier(() -> answered(append, ackedBefore, 0, null)))
                        .onErrorResume(
                                error -> Mono.fromSupplier(() -> answered(append, ackedBefore, 0, error.toString())));
            });
        }

        private Attempt answered(RandomAppend append, long ackedBefore, long position, String surprise) {
            return new Attempt(append.events, append.checks, ackedBefore, begun.get(), position, surprise);
        }
    }

    /** Few tags and types, so that much depends on much else. */
    private static final class RandomAppend {
        final List<NewEvent> events = new ArrayList<>();
        final List<Check> checks = new ArrayList<>();

        RandomAppend(Random random, long head) {
            int size = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1;
            for (int i = 0; i < size; i++) {
                events.add(TestStore.event(
                        type(random), tags(random).stream().map(Tag::toString).toArray(String[]::new)));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                long after = Math.max(0, head - (random.nextInt(3) == 0 ? random.nextInt(40) : 0));
                checks.add(new Check(criterion(random), after));
            }
        }

        private static String type(Random random) {
            return "T" + random.nextInt(6);
        }

        private static Set<Tag> tags(Random random) {
            Set<Tag> tags = new HashSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                tags.add(
                        random.nextBoolean()
                                ? Tag.of("seat", "" + random.nextInt(60))
                                : Tag.of("show", "" + random.nextInt(12)));
            }
            return tags;
        }

        private static Criterion criterion(Random random) {
            return switch (random.nextInt(12)) {
                case 0 -> Criterion.ofTypes(type(random));
                case 1 -> Criterion.ofTypes(type(random), "T" + random.nextInt(100));
                case 2, 3, 4 ->
                    Criterion.tagged(Tag.of("show", "" + random.nextInt(12))).withTypes(Set.of(type(random)));
                case 5, 6 ->
                    Criterion.tagged(Tag.of("show", "" + random.nextInt(12)), Tag.of("seat", "" + random.nextInt(60)));
                case 7 -> new Criterion(tags(random), Set.of());
                default -> Criterion.tagged(Tag.of("seat", "" + random.nextInt(60)));
            };
        }
    }
}
