package dev.millrace.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Lets those who come while a statement is under way share the next one. One statement at a time; none waits for company unless
 * it follows another too closely. Thread-safe, non-blocking. Two with the same key never share a statement and keep their order.
 *
 * @param <T> a row to be written
 * @param <R> what became of it
 */
public final class GroupCommit<T, R> {

    /** For rows that nobody at a counter waits for. */
    public static final Duration UNHURRIED = Duration.ofMillis(10);

    static final int AT_ONCE = 4;

    private static final int MOST = 500;

    private final Function<T, Object> key;
    private final Function<List<T>, Mono<Function<T, R>>> statement;
    private final Queue<Waiting<T, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private final Pace pace;
    private List<Waiting<T, R>> heldBack = List.of();

    /** For rows that somebody waits for: without a pace. */
    public GroupCommit(Function<T, Object> key, Function<List<T>, Mono<Function<T, R>>> statement) {
        this(key, statement, Duration.ZERO);
    }

    /**
     * @param key of a row; rows of one key never share a statement
     * @param statement writes 1 to 500 rows and answers with what became of each
     * @param pace from the beginning of one statement to that of the next, in the long run; after a pause a few go at once. The longer, the more
     *     rows share one
     */
    public GroupCommit(Function<T, Object> key, Function<List<T>, Mono<Function<T, R>>> statement, Duration pace) {
        this.key = key;
        this.statement = statement;
        this.pace = new Pace(pace, AT_ONCE);
    }

    /** Queued when called, not when subscribed to; fails if the statement failed. */
    public Mono<R> write(T row) {
        var one = new Waiting<T, R>(row, Sinks.one());
        waiting.add(one);
        if (work.getAndIncrement() == 0) {
            proceed();
        }
        return one.result().asMono();
    }

    private void proceed() {
        Duration wait = pace.next();
        if (wait.isPositive()) {
            Mono.delay(wait).subscribe(now -> next());
        } else {
            next();
        }
    }

    private void next() {
        List<Waiting<T, R>> batch = take();
        Mono.defer(() -> statement.apply(batch.stream().map(Waiting::row).toList()))
                .subscribe(
                        results -> batch.forEach(one -> one.result().tryEmitValue(results.apply(one.row()))),
                        failure -> {
                            batch.forEach(one -> one.result().tryEmitError(failure));
                            done(batch.size());
                        },
                        () -> done(batch.size()));
    }

    private void done(int rows) {
        if (work.addAndGet(-rows) > 0) {
            proceed();
        }
    }

    /** Only the one statement's owner comes here. */
    private List<Waiting<T, R>> take() {
        List<Waiting<T, R>> batch = new ArrayList<>();
        List<Waiting<T, R>> later = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        heldBack.forEach(one -> (keys.add(key.apply(one.row())) ? batch : later).add(one));
        while (batch.size() < MOST) {
            Waiting<T, R> one = waiting.poll();
            if (one == null) {
                break;
            }
            (keys.add(key.apply(one.row())) ? batch : later).add(one);
        }
        heldBack = later;
        return batch;
    }

    private record Waiting<T, R>(T row, Sinks.One<R> result) {}
}
