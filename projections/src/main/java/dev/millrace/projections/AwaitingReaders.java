package dev.millrace.projections;

import dev.millrace.connections.RedisNews;
import dev.millrace.eventbus.AwaitedPositions;
import dev.millrace.readmodels.PositionAwaited;
import dev.millrace.readmodels.Projection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Positions that readers wait for, as they tell over Redis. Each counts for as long as readers are patient, so that nobody is
 * kept in a hurry by one who has left. Thread-safe.
 */
final class AwaitingReaders implements AwaitedPositions, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Set<Projection> projections;
    private final Map<Projection, Awaited> awaited = new ConcurrentHashMap<>();
    private final Sinks.Many<Awaited> news = Sinks.many().multicast().directBestEffort();
    private final Disposable listening;

    private record Awaited(Projection projection, long position, long since) {}

    /** @param projections those that are written here */
    AwaitingReaders(ReactiveStringRedisTemplate redis, Set<Projection> projections) {
        this.projections = Set.copyOf(projections);
        listening = new RedisNews(redis).listen(PositionAwaited.CHANNEL, PositionAwaited.class, this::take);
    }

    @Override
    public Flux<Long> all() {
        return news.asFlux().map(Awaited::position);
    }

    /** Ends when somebody waits for a position of the projection beyond the one that it has come to. */
    Mono<Void> beyond(Projection projection, LongSupplier applied) {
        return news.asFlux()
                .startWith(Mono.fromSupplier(() -> awaited.get(projection)))
                .filter(it -> it.projection().equals(projection)
                        && it.position() > applied.getAsLong()
                        && System.nanoTime() - it.since() < PATIENCE.toNanos())
                .next()
                .then();
    }

    private void take(PositionAwaited told) {
        projections.stream()
                .filter(it -> it.text().equals(told.projection()))
                .findFirst()
                .ifPresent(projection -> {
                    var it = new Awaited(projection, told.position(), System.nanoTime());
                    awaited.merge(projection, it, (known, now) -> known.position() > now.position() ? known : now);
                    news.tryEmitNext(it);
                });
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
