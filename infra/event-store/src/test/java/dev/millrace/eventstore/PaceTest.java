package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final AtomicLong now = new AtomicLong(-5);
    private final Pace pace = new Pace(INTERVAL, 3, now::get);

    @Test
    void a_few_begin_at_once_and_the_rest_one_an_interval() {
        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isEqualTo(INTERVAL);
        assertThat(pace.next()).isEqualTo(INTERVAL.multipliedBy(2));
    }

    @Test
    void what_comes_once_an_interval_is_never_held_up() {
        for (int round = 0; round < 100; round++) {
            assertThat(pace.next()).isZero();
            now.addAndGet(INTERVAL.toNanos());
        }
    }

    @Test
    void after_a_pause_as_many_begin_at_once_again_and_no_more() {
        for (int round = 0; round < 5; round++) {
            pace.next();
        }
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isZero();
        assertThat(pace.next()).isEqualTo(INTERVAL);
    }

    @Test
    void without_an_interval_all_begin_at_once() {
        Pace none = new Pace(Duration.ZERO, 1, now::get);
        for (int round = 0; round < 5; round++) {
            assertThat(none.next()).isZero();
        }
    }
}
