package dev.millrace.projections;

import dev.millrace.eventbus.AwaitedPositions;
import dev.millrace.readmodels.PositionAwaited;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.EventJson;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.ReactiveSubscription.Message;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;

/**
 * Positions that readers wait for, as they tell over Redis. Each counts for as long as readers are patient, so that nobody is
 * kept in a hurry by one who has left. Thread-safe.
 */
final class AwaitingReaders implements AwaitedPositions, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AwaitingReaders.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<Projection, Awaited> awaited = new ConcurrentHashMap<>();
    private final Sinks.Many<Awaited> news = Sinks.many().multicast().directBestEffort();
    private final Disposable listening;

    private record Awaited(Projection projection, long position, long since) {}

    AwaitingReaders(ReactiveStringRedisTemplate redis) {
        // The driver blocks while it connects for the first time.
        listening = Flux.defer(() -> redis.listenToChannel(PositionAwaited.CHANNEL))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(this::take)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public Flux<Long> all() {
        return news.asFlux().map(Awaited::position);
    }

    /** Ends when somebody waits for a position of the projection beyond the one that it has come to. */
    Mono<Void> beyond(Projection projection, LongSupplier applied) {
        return news.asFlux()
                .startWith(Mono.fromSupplier(() -> awaited.get(projection)))
                .filter(it -> it.projection() == projection
                        && it.position() > applied.getAsLong()
                        && System.nanoTime() - it.since() < PATIENCE.toNanos())
                .next()
                .then();
    }

    private void take(Message<String, String> message) {
        try {
            var told = EventJson.mapper().readValue(message.getMessage(), PositionAwaited.class);
            Projection.named(told.projection()).ifPresent(projection -> {
                var it = new Awaited(projection, told.position(), System.nanoTime());
                awaited.merge(projection, it, (known, now) -> known.position() > now.position() ? known : now);
                news.tryEmitNext(it);
            });
        } catch (JacksonException unreadable) {
            log.debug("News that can't be read: {}", unreadable.toString());
        }
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
