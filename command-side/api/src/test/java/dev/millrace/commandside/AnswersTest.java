package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.representation.Represented;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** What has happened has happened, though it can't be shown. */
class AnswersTest {

    static Stream<Mono<Represented<String>>> unread() {
        return Stream.of(Mono.error(new IllegalStateException("the store is away")), Mono.empty(), Mono.never());
    }

    @ParameterizedTest
    @MethodSource("unread")
    void an_accepted_write_is_a_success_though_its_thing_can_not_be_read(Mono<Represented<String>> thing) {
        Shown shown = new Shown("/api/v1/carts/1", position -> thing);

        StoredAnswer done = answer(Answer.done(shown));
        assertThat(done.status()).isEqualTo(204);
        assertThat(done.headers()).isEqualTo(Map.of("Event-Position", "7"));
        assertThat(done.body()).isEmpty();

        StoredAnswer created = answer(Answer.created(shown));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("Location", "/api/v1/carts/1");
        assertThat(created.body()).isEmpty();
    }

    private static StoredAnswer answer(Answer answer) {
        return Answers.accepted(answer, 7, Optional.empty()).block(Duration.ofSeconds(30));
    }
}
