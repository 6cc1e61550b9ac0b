package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"person:ada", "key:shop:17", "process:fulfilment", "gateway:payment", "system:demo", "unknown"})
    void an_actor_is_read_as_it_is_written(String text) {
        assertThat(Actor.parse(text)).hasToString(text);
        assertThat(Actor.of(Map.of(Actor.METADATA, text))).isEqualTo(Actor.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "person", "person:", "robot:7", "unknown:ada", "Person:ada", "person:a\nb"})
    void anything_else_is_no_actor(String text) {
        assertThatThrownBy(() -> Actor.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Actor.of(Map.of(Actor.METADATA, text))).isEqualTo(Actor.UNKNOWN);
    }

    @Test
    void events_from_before_there_were_actors_are_nobody_s() {
        assertThat(Actor.of(Map.of("correlationId", "7"))).isEqualTo(Actor.UNKNOWN);
    }
}
