package dev.millrace.connections;

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
 * Lets those who come while a statement is under way share the next one. One statement at a time; none waits for company.
 * Thread-safe, non-blocking. Two with the same key never share a statement and keep their order.
 *
 * @param <T> a row to be written
 * @param <R> what became of it
 */
public final class GroupCommit<T, R> {

    private static final int MOST = 500;

    private final Function<T, Object> key;
    private final Function<List<T>, Mono<Function<T, R>>> statement;
    private final Queue<Waiting<T, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private List<Waiting<T, R>> heldBack = List.of();

    /**
     * @param key of a row; rows of one key never share a statement
     * @param statement writes 1 to 500 rows and answers with what became of each
     */
    public GroupCommit(Function<T, Object> key, Function<List<T>, Mono<Function<T, R>>> statement) {
        this.key = key;
        this.statement = statement;
    }

    /** Queued when called, not when subscribed to; fails if the statement failed. */
    public Mono<R> write(T row) {
        var one = new Waiting<T, R>(row, Sinks.one());
        waiting.add(one);
        if (work.getAndIncrement() == 0) {
            next();
        }
        return one.result().asMono();
    }

    private void next() {
        List<Waiting<T, R>> batch = take();
        Mono.defer(() -> statement.apply(batch.stream().map(Waiting::row).toList()))
                .subscribe(
                        results -> batch.forEach(one -> one.result().tryEmitValue(results.apply(one.row()))),
                        failure -> {
                            batch.forEach(one -> one.result().tryEmitError(failure));
                            proceed(batch.size());
                        },
                        () -> proceed(batch.size()));
    }

    private void proceed(int done) {
        if (work.addAndGet(-done) > 0) {
            next();
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
