package dev.millrace.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatermarkPaceTest {

    private static final long NOW = System.nanoTime();
    private static final long MILLI = 1_000_000;

    private final WatermarkPace pace = new WatermarkPace(Duration.ofMillis(100), 50);

    @Test
    void after_a_while_without_a_word_it_is_told_at_once_that_all_is_sent() {
        assertThat(pace.at(0, 7, 0, NOW)).hasValue(7);
        assertThat(pace.at(WatermarkPace.ALL_SENT, 8, 0, NOW + 150 * MILLI)).hasValue(8);
    }

    @Test
    void in_the_midst_of_work_it_is_told_at_the_next_tick() {
        assertThat(pace.at(0, 7, 0, NOW)).hasValue(7);
        assertThat(pace.at(WatermarkPace.ALL_SENT, 8, 0, NOW + 20 * MILLI)).isEmpty();
        assertThat(pace.at(1, 8, 0, NOW + 100 * MILLI)).hasValue(8);
        assertThat(pace.at(WatermarkPace.ALL_SENT, 8, 0, NOW + 300 * MILLI))
                .as("nothing new")
                .isEmpty();
    }

    @Test
    void who_waits_is_told_at_once() {
        assertThat(pace.at(0, 7, 0, NOW)).hasValue(7);
        assertThat(pace.at(WatermarkPace.ALL_SENT, 7, 8, NOW + MILLI))
                .as("not there yet")
                .isEmpty();
        assertThat(pace.at(WatermarkPace.ALL_SENT, 9, 8, NOW + 2 * MILLI)).hasValue(9);
        assertThat(pace.at(WatermarkPace.ALL_SENT, 10, 8, NOW + 3 * MILLI))
                .as("nobody waits any more")
                .isEmpty();
    }

    @Test
    void while_nothing_happens_it_is_told_again_now_and_then() {
        assertThat(pace.at(0, 7, 0, NOW)).hasValue(7);
        assertThat(pace.at(49, 7, 0, NOW + 4_900 * MILLI)).isEmpty();
        assertThat(pace.at(50, 7, 0, NOW + 5_000 * MILLI)).hasValue(7);
    }
}
