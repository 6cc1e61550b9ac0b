package dev.millrace.eventstore;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * Things that are got one after the other, each only once it is demanded: {@code repeat} and {@code expand} get the next one
 * ahead, and whoever doesn't take it makes them keep what they got it with.
 */
final class OnDemand<T> {

    private final FluxSink<T> sink;
    private final Supplier<Mono<T>> next;
    private final Disposable.Swap underWay = Disposables.swap();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean busy;

    private OnDemand(FluxSink<T> sink, Supplier<Mono<T>> next) {
        this.sink = sink;
        this.next = next;
    }

    /** @param next of one subscription; the first that is empty is the end */
    static <T> Flux<T> of(Supplier<Supplier<Mono<T>>> next) {
        return Flux.create(sink -> {
            OnDemand<T> demand = new OnDemand<>(sink, next.get());
            sink.onDispose(demand.underWay);
            sink.onRequest(n -> demand.look());
        });
    }

    /** Called by whoever demands and by whoever has got something: one of them at a time goes on. */
    private void look() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        do {
            if (!busy && sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
                busy = true;
                get();
            }
        } while (calls.decrementAndGet() != 0);
    }

    private void get() {
        Got got = new Got();
        underWay.replace(Mono.defer(next).contextWrite(sink.contextView()).subscribe(got::take, sink::error, got::end));
    }

    private final class Got {

        private @Nullable T value;

        void take(T taken) {
            value = taken;
        }

        void end() {
            T taken = value;
            if (taken == null) {
                sink.complete();
                return;
            }
            sink.next(taken);
            busy = false;
            look();
        }
    }
}
