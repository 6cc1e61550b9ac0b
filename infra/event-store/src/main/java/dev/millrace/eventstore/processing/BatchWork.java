package dev.millrace.eventstore.processing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Work on a processor's batch: different keys side by side, each key's items one after the other. The batch is over when all is
 * done, and fails if any of it does.
 *
 * <p>Items are collected as they are handed over and worked on in the phase after, which is awaited before the token is stored.
 * Axon 5.0.1 awaits the result of a batch's last event alone: of work that began when an event was handed over, what the
 * others left unfinished would be lost with the process, and their errors always.
 */
public final class BatchWork<T> {

    private final ResourceKey<List<T>> collected = ResourceKey.withLabel("millrace.batch");
    private final Function<T, Object> key;
    private final Function<T, Mono<Void>> work;

    /**
     * @param key of an item
     * @param work on an item, done when it completes
     */
    public BatchWork(Function<T, Object> key, Function<T, Mono<Void>> work) {
        this.key = key;
        this.work = work;
    }

    /** To be called while the unit of work is being invoked. */
    public void add(T item, ProcessingContext context) {
        context.computeResourceIfAbsent(collected, () -> {
                    List<T> batch = new CopyOnWriteArrayList<>();
                    context.onPostInvocation(complete -> all(batch).toFuture());
                    return batch;
                })
                .add(item);
    }

    private Mono<Void> all(List<T> batch) {
        return Flux.fromIterable(batch)
                .groupBy(key, batch.size())
                .flatMap(ofOneKey -> ofOneKey.concatMap(work), batch.size())
                .then();
    }
}
