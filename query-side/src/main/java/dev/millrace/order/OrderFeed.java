package dev.millrace.order;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventStoreUnavailableException;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.Tags;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Gives each listener the events of one order as they come. However many listen, an instance reads the log once. It begins
 * with the first listener and goes on past outages of the store; nothing is lost or repeated by either. Thread-safe.
 */
final class OrderFeed implements AutoCloseable {

    /** Events of one order that may wait for a slow listener, who then loses the connection and resumes. */
    private static final int BACKLOG = 512;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FOR_GOOD = Duration.ofDays(36_500);

    private static final Criteria OF_ORDERS = Criteria.ofTypes(
            OrderStory.types().stream().map(EventCatalog::typeName).toArray(String[]::new));

    private final EventLog log;
    private final ConcurrentMap<Tag, Set<Sinks.Many<StoredEvent>>> listeners = new ConcurrentHashMap<>();
    private final Disposable.Swap following = Disposables.swap();
    private final Mono<Long> begun;
    /** Events up to there are no longer news. */
    private final AtomicLong followed = new AtomicLong();

    OrderFeed(EventLog log) {
        this.log = log;
        this.begun = Mono.defer(log::head)
                .doOnNext(this::follow)
                .cache(head -> FOR_GOOD, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** Events of the order beyond {@code after}: past ones, then each as it comes, without end. */
    Flux<StoredEvent> events(OrderId id, long after) {
        return Flux.defer(() -> {
            Tag tag = Tag.of(Tags.ORDER, id.toString());
            Sinks.Many<StoredEvent> news =
                    Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(BACKLOG));
            AtomicLong last = new AtomicLong(after);
            listen(tag, news);
            // News gather from here on, so what is committed while the past is read comes twice rather than never.
            Flux<StoredEvent> past = begun.thenMany(
                            Flux.defer(() -> log.readRecent(Criteria.tagged(tag), last.get(), followed.get())))
                    .doOnNext(event -> last.set(event.position()))
                    .retryWhen(patiently().filter(EventStoreUnavailableException.class::isInstance));
            return Flux.concat(past, news.asFlux().filter(event -> event.position() > last.get()))
                    .doFinally(end -> leave(tag, news));
        });
    }

    /** Streams that listen now. */
    int listeners() {
        return listeners.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public void close() {
        following.dispose();
    }

    private void follow(long head) {
        followed.set(head);
        following.update(Flux.defer(() -> log.tail(OF_ORDERS, followed.get()))
                .doOnNext(event -> {
                    followed.set(event.position());
                    publish(event);
                })
                .retryWhen(patiently())
                .subscribe());
    }

    private static RetryBackoffSpec patiently() {
        return Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .transientErrors(true);
    }

    private void publish(StoredEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        for (Tag tag : event.tags()) {
            for (Sinks.Many<StoredEvent> listener : listeners.getOrDefault(tag, Set.of())) {
                if (listener.tryEmitNext(event) == Sinks.EmitResult.FAIL_OVERFLOW) {
                    listener.tryEmitError(new IllegalStateException("A listener of " + tag + " does not keep up"));
                }
            }
        }
    }

    private void listen(Tag tag, Sinks.Many<StoredEvent> listener) {
        listeners.compute(tag, (key, present) -> {
            Set<Sinks.Many<StoredEvent>> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(listener);
            return all;
        });
    }

    private void leave(Tag tag, Sinks.Many<StoredEvent> listener) {
        listeners.computeIfPresent(tag, (key, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }
}
