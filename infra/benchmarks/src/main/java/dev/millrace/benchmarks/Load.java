package dev.millrace.benchmarks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts load on something and takes the time of each request. Runs for its duration and then waits for what is under way. */
final class Load {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Load() {}

    /** Requests, one at a time from each of {@code clients}: how much goes through. */
    static Measured closed(int clients, Duration duration, java.util.function.LongFunction<Mono<?>> request) {
        Recorder recorder = new Recorder();
        long end = System.nanoTime() + duration.toNanos();
        Flux.range(0, clients)
                .flatMap(
                        _ -> Mono.defer(() -> recorder.timed(System.nanoTime(), request))
                                .repeat(() -> System.nanoTime() < end),
                        clients)
                .blockLast(duration.plus(PATIENCE));
        return recorder.measured(duration);
    }

    /**
     * Requests at a steady rate, whether or not earlier ones are answered. A request's time runs from the moment at which it was
     * due, so that a stall counts for all who would have come meanwhile.
     */
    static Measured open(double perSecond, Duration duration, java.util.function.LongFunction<Mono<?>> request) {
        Recorder recorder = new Recorder();
        long interval = (long) (1e9 / perSecond);
        long begin = System.nanoTime();
        int requests = (int) (duration.toNanos() / interval);
        Flux.interval(Duration.ofMillis(1))
                .onBackpressureDrop()
                .concatMapIterable(_ -> recorder.due(begin, interval, requests))
                .takeUntil(n -> n == requests - 1)
                .flatMap(n -> recorder.timed(begin + n * interval, request), 10_000)
                .blockLast(duration.plus(PATIENCE));
        return recorder.measured(duration);
    }

    private static final class Recorder {

        private final Histogram microseconds =
                new ConcurrentHistogram(Duration.ofMinutes(2).toNanos() / 1_000, 3);
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private long issued;

        Mono<Boolean> timed(long dueAt, java.util.function.LongFunction<Mono<?>> request) {
            return request.apply(sent.getAndIncrement())
                    .thenReturn(true)
                    .doOnSuccess(_ -> microseconds.recordValue((System.nanoTime() - dueAt) / 1_000))
                    .onErrorResume(_ -> {
                        failed.incrementAndGet();
                        return Mono.just(false);
                    });
        }

        /** Numbers of the requests that have become due since the last call. */
        java.util.List<Long> due(long begin, long interval, int most) {
            long until = Math.min(most, (System.nanoTime() - begin) / interval + 1);
            java.util.List<Long> numbers =
                    java.util.stream.LongStream.range(issued, until).boxed().toList();
            issued = Math.max(issued, until);
            return numbers;
        }

        Measured measured(Duration duration) {
            return new Measured(microseconds, failed.get(), duration);
        }
    }

    /**
     * What a load saw.
     *
     * @param microseconds times of the requests that succeeded
     */
    record Measured(Histogram microseconds, long failed, Duration duration) {

        double perSecond() {
            return microseconds.getTotalCount() / (duration.toMillis() / 1_000.0);
        }

        double milliseconds(double percentile) {
            return microseconds.getValueAtPercentile(percentile) / 1_000.0;
        }
    }
}
