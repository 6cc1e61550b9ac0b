package dev.millrace.commandside;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Of several pieces of work: once one has failed none begins any more, and those that have begun come to their end before anybody hears of it.
 * Thread-safe.
 */
final class FirstFailure {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** What comes of a piece of work; nothing if it fails, or if another has failed before. */
    <T> Mono<T> unlessFailed(Supplier<Mono<T>> work) {
        return Mono.defer(() -> failure.get() == null ? work.get() : Mono.empty())
                .onErrorResume(now -> {
                    failure.accumulateAndGet(now, FirstFailure::graver);
                    return Mono.empty();
                });
    }

    /** The value, or the failure if there was one; to be asked once all have ended. */
    <T> Mono<T> orElse(T value) {
        Throwable failed = failure.get();
        return failed == null ? Mono.just(value) : Mono.error(failed);
    }

    /** After a time-out nobody knows whether the work goes on somewhere. */
    private static @Nullable Throwable graver(@Nullable Throwable first, @Nullable Throwable now) {
        return first == null || now instanceof TimeoutException ? now : first;
    }
}
