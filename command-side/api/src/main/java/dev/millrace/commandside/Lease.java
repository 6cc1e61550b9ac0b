package dev.millrace.commandside;

import dev.millrace.http.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * How long a run has its request to itself. The right to it ends by itself, so that another run can take up what a crash left; a run that lasts
 * renews it. Thread-safe and non-blocking.
 */
final class Lease {

    private final Duration length;
    private final Duration command;
    private final Mono<Boolean> renewal;
    private final AtomicLong since;

    /**
     * @param length from each renewal on
     * @param command how long a command may take; shorter
     * @param since when it was asked for first, as of {@link System#nanoTime()}
     * @param renewal false if another run has taken over
     */
    Lease(Duration length, Duration command, long since, Mono<Boolean> renewal) {
        this.length = length;
        this.command = command;
        this.since = new AtomicLong(since);
        this.renewal = renewal;
    }

    /**
     * Begins a command only if it will be over before the lease is.
     *
     * @return what came of it, or a {@link ProblemException} if another run has taken over
     */
    <T> Mono<T> during(Supplier<Mono<T>> work) {
        return Mono.defer(() -> covers() ? work.get() : renewed().then(Mono.defer(work)));
    }

    private boolean covers() {
        Duration left = length.minusNanos(System.nanoTime() - since.get());
        return left.compareTo(command) > 0;
    }

    private Mono<Void> renewed() {
        long asked = System.nanoTime();
        return renewal.flatMap(ours -> {
            if (!ours) {
                return Mono.error(WriteProblems.inProgress().exception());
            }
            since.accumulateAndGet(asked, (one, other) -> one - other > 0 ? one : other);
            return Mono.empty();
        });
    }
}
