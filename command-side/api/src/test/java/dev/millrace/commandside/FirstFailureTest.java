package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class FirstFailureTest {

    private final List<String> begun = new ArrayList<>();
    private final Sinks.One<String> slow = Sinks.one();

    private Mono<List<String>> run(Map<String, Mono<String>> work) {
        FirstFailure failure = new FirstFailure();
        return Flux.just("first", "second", "third")
                .flatMapSequential(
                        name -> failure.unlessFailed(() -> {
                            begun.add(name);
                            return work.getOrDefault(name, Mono.just(name));
                        }),
                        2)
                .collectList()
                .flatMap(failure::orElse);
    }

    @Test
    void without_a_failure_everything_is_done() {
        StepVerifier.create(run(Map.of()))
                .expectNext(List.of("first", "second", "third"))
                .verifyComplete();
    }

    @Test
    void what_has_begun_ends_before_the_failure_is_told_and_nothing_more_begins() {
        IllegalStateException failed = new IllegalStateException("the server is away");
        StepVerifier.create(run(Map.of("first", slow.asMono(), "second", Mono.error(failed))))
                .expectSubscription()
                .then(() -> assertThat(begun).containsExactly("first", "second"))
                .then(() -> slow.tryEmitValue("done"))
                .verifyErrorMatches(told -> told == failed && slow.currentSubscriberCount() == 0);
        assertThat(begun).containsExactly("first", "second");
    }

    @Test
    void a_time_out_is_told_before_any_other_failure() {
        TimeoutException unknown = new TimeoutException("whether it happened is not known");
        StepVerifier.create(run(Map.of("first", slow.asMono(), "second", Mono.error(new IllegalStateException()))))
                .expectSubscription()
                .then(() -> slow.tryEmitError(unknown))
                .verifyErrorMatches(told -> told == unknown);
    }
}
