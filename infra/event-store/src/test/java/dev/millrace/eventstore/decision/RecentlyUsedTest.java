package dev.millrace.eventstore.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

    private final RecentlyUsed<Integer, Integer> entries = new RecentlyUsed<>(100);

    @Test
    void what_nobody_used_for_longest_makes_room() {
        IntStream.range(0, 100).forEach(i -> entries.merge(i, i, Integer::sum));
        entries.get(0);
        entries.merge(1, 10, Integer::sum);
        entries.merge(100, 100, Integer::sum);
        entries.merge(101, 101, Integer::sum);

        assertThat(entries.get(0)).isZero();
        assertThat(entries.get(1)).isEqualTo(11);
        assertThat(entries.get(2)).isNull();
        assertThat(entries.get(3)).isNull();
        assertThat(entries.get(4)).isEqualTo(4);
    }

    @Test
    void what_is_young_stays_however_often_the_old_ones_were_used() {
        for (int i = 0; i < 10_000; i++) {
            entries.merge(i, 0, Integer::sum);
            for (int use = 0; use < 5; use++) {
                assertThat(entries.get(Math.max(0, i - use * 10))).isNotNull();
            }
        }
    }
}
