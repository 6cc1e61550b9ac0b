package dev.millrace.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/** {@link Load} for what blocks: a thread per client. */
final class BlockingLoad {

    private BlockingLoad() {}

    /** @param client makes the request that one thread then repeats */
    static Load.Measured closed(int clients, Duration duration, Callable<? extends Callable<?>> client) {
        ConcurrentHistogram microseconds = new ConcurrentHistogram(120_000_000, 3);
        long end = System.nanoTime() + duration.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            var running = IntStream.range(0, clients)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        Callable<?> request = client.call();
                        for (long begun; (begun = System.nanoTime()) < end; ) {
                            request.call();
                            microseconds.recordValue((System.nanoTime() - begun) / 1_000);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> thread : running) {
                thread.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return new Load.Measured(microseconds, 0, duration);
    }
}
