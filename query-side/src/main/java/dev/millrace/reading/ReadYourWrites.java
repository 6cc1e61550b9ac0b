package dev.millrace.reading;

import dev.millrace.http.EventPosition;
import dev.millrace.readmodels.Projection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps a read waiting until its read model has seen what the reader has written. Fails with 503
 * {@code read-model-behind} when patience is at its end.
 */
public final class ReadYourWrites {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ReadModels models;
    private final Duration patience;

    public ReadYourWrites(ReadModels models, Duration patience) {
        this.models = models;
        this.patience = patience;
    }

    /**
     * One thing by its id: it is new enough when its own view is, or when all that there was up to then has been applied.
     *
     * @param read may be empty; is repeated
     * @param position up to which the view is certain to be complete
     */
    public <T> Mono<T> entity(
            Projection projection, @Nullable EventPosition min, Mono<T> read, ToLongFunction<T> position) {
        if (min == null) {
            return read;
        }
        Mono<Optional<T>> own =
                read.filter(view -> position.applyAsLong(view) >= min.value()).map(Optional::of);
        // The watermark is looked at before the view, or the view might be from before the watermark.
        Mono<Optional<T>> whatever =
                passed(projection, min).flatMap(yes -> read.map(Optional::of).defaultIfEmpty(Optional.empty()));
        return patiently(own.switchIfEmpty(whatever)).flatMap(Mono::justOrEmpty);
    }

    /** Many things: they are new enough when all that there was up to then has been applied. */
    public Mono<Void> list(Projection projection, @Nullable EventPosition min) {
        return min == null ? Mono.empty() : patiently(passed(projection, min)).then();
    }

    private Mono<Boolean> passed(Projection projection, EventPosition min) {
        return models.watermark(projection)
                .map(watermark -> watermark >= min.value())
                .filter(Boolean::booleanValue);
    }

    private <T> Mono<T> patiently(Mono<T> look) {
        return look.repeatWhenEmpty(Integer.MAX_VALUE, looks -> looks.concatMap(n -> Mono.delay(BETWEEN_LOOKS)))
                .timeout(patience, Mono.error(() -> ReadModelProblems.behind().exception()));
    }
}
