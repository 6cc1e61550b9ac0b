package dev.millrace.eventstore.axon;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * A flux as Axon's stream, subscribed to when first touched. Holds a bounded number of entries ahead of the reader; Axon's own
 * adapter asks for them one by one.
 */
final class PublishedStream implements MessageStream<EventMessage>, CoreSubscriber<MessageStream.Entry<EventMessage>> {

    private static final int AHEAD = 256;

    private final Flux<? extends Entry<EventMessage>> source;
    private final Queue<Entry<EventMessage>> entries = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private volatile Runnable callback = () -> {};
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    /** Only the reader counts, and there is one at a time. */
    private int taken;

    PublishedStream(Flux<? extends Entry<EventMessage>> source) {
        this.source = source;
    }

    private void touch() {
        if (!subscribed.get() && subscribed.compareAndSet(false, true)) {
            source.subscribe(this);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (this.subscription.compareAndSet(null, subscription)) {
            subscription.request(AHEAD);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public Optional<Entry<EventMessage>> next() {
        touch();
        Entry<EventMessage> entry = entries.poll();
        if (entry != null && ++taken == AHEAD / 2) {
            taken = 0;
            Subscription current = subscription.get();
            if (current != null) {
                current.request(AHEAD / 2);
            }
        }
        return Optional.ofNullable(entry);
    }

    @Override
    public Optional<Entry<EventMessage>> peek() {
        touch();
        return Optional.ofNullable(entries.peek());
    }

    @Override
    public void setCallback(Runnable callback) {
        this.callback = callback;
        touch();
        if (hasNextAvailable() || isCompleted()) {
            callback.run();
        }
    }

    @Override
    public Optional<Throwable> error() {
        return entries.isEmpty() ? Optional.ofNullable(failure) : Optional.empty();
    }

    @Override
    public boolean isCompleted() {
        return ended && entries.isEmpty();
    }

    @Override
    public boolean hasNextAvailable() {
        touch();
        return !entries.isEmpty();
    }

    @Override
    public void close() {
        Subscription current = subscription.getAndSet(Operators.cancelledSubscription());
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void onNext(Entry<EventMessage> entry) {
        entries.add(entry);
        callback.run();
    }

    @Override
    public void onError(Throwable error) {
        failure = error;
        ended = true;
        callback.run();
    }

    @Override
    public void onComplete() {
        ended = true;
        callback.run();
    }
}
