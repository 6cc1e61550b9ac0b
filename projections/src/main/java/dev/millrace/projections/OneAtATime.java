package dev.millrace.projections;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Lets one piece of work run at a time, in the order of subscription, without blocking anyone. */
final class OneAtATime {
    private final AtomicReference<Mono<Void>> last = new AtomicReference<>(Mono.empty());

    <T> Mono<T> run(Mono<T> work) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> done = Sinks.empty();
            var before = last.getAndSet(done.asMono());
            // Whoever gives up while waiting must still let the next one wait for the one before.
            return before.then(work)
                    .doOnTerminate(done::tryEmitEmpty)
                    .doOnCancel(() -> before.subscribe(null, null, done::tryEmitEmpty));
        });
    }
}
