package dev.millrace.reading;

import dev.millrace.connections.Unavailable;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.Recent;
import dev.millrace.http.EventPosition;
import dev.millrace.readmodels.Projection;
import dev.millrace.readmodels.Standing;
import dev.millrace.representation.Newness;
import dev.millrace.representation.ReadModelProblems;
import dev.millrace.representation.ReadModels;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps a read waiting until it can see what the reader has written. Fails with 503 {@code read-model-behind} when patience is
 * at its end.
 */
public final class ReadYourWrites {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final ReadModels models;
    private final EventLog log;
    private final Duration patience;

    public ReadYourWrites(ReadModels models, EventLog log, Duration patience) {
        this.models = models;
        this.log = log;
        this.patience = patience;
    }

    /**
     * One thing by its id. Such reads are as new as the log, so all that can be missing is a position that the log has not come
     * to, which whoever asks has from nobody.
     *
     * @param read as new as it must be
     */
    public <T> Mono<T> entity(@Nullable EventPosition min, Function<Newness, Mono<T>> read) {
        if (min == null) {
            return read.apply(Newness.latest());
        }
        Mono<Boolean> there = patiently(reached(min), Mono.never())
                .onErrorResume(failure -> Unavailable.causes(failure).isPresent(), away -> Mono.just(false));
        return there.then(read.apply(new Newness.Latest(min.value())));
    }

    /** The generation to read many things in: one that has all that there was up to then. */
    public Mono<Long> list(Projection projection, @Nullable EventPosition min) {
        return min == null
                ? models.generation(projection)
                : at(projection, min).switchIfEmpty(Mono.defer(() -> {
                    Mono<Void> hurry = reached(min)
                            .doOnNext(there -> models.await(projection, min.value()))
                            .then();
                    return hurry.onErrorComplete().then(patiently(at(projection, min), models.news(projection)));
                }));
    }

    private Mono<Long> at(Projection projection, EventPosition min) {
        return models.standing(projection)
                .filter(standing -> standing.appliedUpTo() >= min.value())
                .map(Standing::generation);
    }

    /** True if the log holds that position, else empty. */
    private Mono<Boolean> reached(EventPosition min) {
        return Mono.defer(() -> log.recent().map(Recent::head).orElse(0L) >= min.value()
                ? Mono.just(true)
                : log.head().map(head -> head >= min.value()).filter(Boolean::booleanValue));
    }

    /** Looks again at intervals, and whenever there is news. */
    private <T> Mono<T> patiently(Mono<T> look, Mono<Void> news) {
        return look.repeatWhenEmpty(
                        Integer.MAX_VALUE,
                        looks -> looks.concatMap(n -> Mono.firstWithSignal(
                                        Mono.delay(BETWEEN_LOOKS).then(), news)
                                .thenReturn(n)))
                .timeout(patience, Mono.error(() -> ReadModelProblems.behind().exception()));
    }
}
