package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Watches every thread that must not block while the log is at work. */
class NonBlockingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ConcurrentLinkedQueue<Throwable> BLOCKED = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void watch() {
        BlockHound.builder()
                .loadIntegrations()
                .blockingMethodCallback(method -> BLOCKED.add(new BlockingOperationError(method)))
                .install();
        // Proof that the watch is on.
        Mono.fromRunnable(() -> java.util.concurrent.locks.LockSupport.parkNanos(1_000))
                .subscribeOn(Schedulers.parallel())
                .block(SOON);
        assertThat(BLOCKED).isNotEmpty();
    }

    @Test
    void no_event_loop_ever_waits() {
        try (TestStore store = TestStore.fresh()) {
            PostgresEventLog log = store.instance();
            log.head().block(SOON);
            BLOCKED.clear();

            Mono<Long> followed = log.tail(Criteria.everything(), 0).take(2_000).count();
            Mono<Void> appended = Flux.range(0, 2_000)
                    .flatMap(
                            i -> log.append(
                                    List.of(event("A", "n=" + i % 50)),
                                    AppendCondition.unchanged(Criteria.tagged(Tag.of("m", "" + i)), 0)),
                            64)
                    .then();
            Mono<Void> sourced = Flux.range(0, 200)
                    .flatMap(i -> log.source(List.of(
                                    new AppendCondition.Check(Criterion.tagged(Tag.of("n", "" + i % 50)), 0)))
                            .then())
                    .then();

            assertThat(followed.delayUntil(count -> sourced)
                            .and(appended)
                            .then(followed)
                            .block(SOON))
                    .isEqualTo(2_000);
            assertThat(BLOCKED).isEmpty();
        }
    }
}
