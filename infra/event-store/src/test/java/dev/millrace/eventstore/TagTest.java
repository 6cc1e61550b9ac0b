package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TagTest {

    private final TestStore store = TestStore.fresh();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_longest_tag_is_stored_and_found_by_and_a_longer_one_is_refused() {
        // Of characters that no compression makes short.
        StringBuilder value = new StringBuilder();
        new java.util.Random(7).ints(Tag.MOST_BYTES - 2, '0', 'z').forEach(value::appendCodePoint);
        Tag longest = Tag.of("t", value.toString());
        EventLog log = store.instance();
        assertThat(log.append(java.util.List.of(TestStore.event("T", longest.toString())), AppendCondition.none())
                        .block(Duration.ofSeconds(10)))
                .isEqualTo(1);
        assertThat(log.read(Criteria.tagged(longest), 0).collectList().block(Duration.ofSeconds(10)))
                .hasSize(1);
        assertThatThrownBy(() -> Tag.of("t", value + "é"))
                .hasMessageStartingWith("A tag must have at most 2000 bytes, not 2002: t=");
    }
}
