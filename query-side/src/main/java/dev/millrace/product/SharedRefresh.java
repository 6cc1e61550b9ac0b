package dev.millrace.product;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A refresh that many wait for. Whoever asks gets one that begins after that: one that runs already may have begun before what
 * they want to see was written. At any time one runs, and those who ask meanwhile share the next. Non-blocking, thread-safe.
 */
final class SharedRefresh {
    private final Mono<Void> refresh;
    private Mono<Void> running = Mono.empty();
    private @Nullable Mono<Void> next;

    /** @param refresh done anew with each subscription */
    SharedRefresh(Mono<Void> refresh) {
        this.refresh = refresh;
    }

    /** Ends when a refresh that began after the subscription has ended, and as that did. */
    Mono<Void> done() {
        return Mono.defer(this::join);
    }

    private synchronized Mono<Void> join() {
        Mono<Void> joined = next;
        if (joined == null) {
            joined = running.onErrorComplete().then(Mono.defer(this::begin)).cache();
            next = joined;
        }
        return joined;
    }

    private synchronized Mono<Void> begin() {
        if (next != null) {
            running = next;
            next = null;
        }
        return refresh;
    }
}
