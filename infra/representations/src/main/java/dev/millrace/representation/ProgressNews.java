package dev.millrace.representation;

import dev.millrace.connections.RedisNews;
import dev.millrace.readmodels.PositionAwaited;
import dev.millrace.readmodels.Projection;
import dev.millrace.readmodels.ReadModelChanged;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * How far generations are by what projections tell of each batch: sooner than the table has it, and never certain to come. Listens
 * from when it is asked for the first time. Non-blocking, thread-safe.
 */
final class ProgressNews implements AutoCloseable {

    private final RedisNews news;
    private final ConcurrentMap<Source, Heard> heard = new ConcurrentHashMap<>();
    private final Sinks.Many<String> changes = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Disposable.Swap listening = Disposables.swap();

    ProgressNews(ReactiveStringRedisTemplate redis) {
        this.news = new RedisNews(redis);
    }

    /** What is of interest here of a {@link ReadModelChanged}. */
    private record Told(String projection, long generation, Map<Integer, Long> progress, int partitions) {}

    private record Source(String projection, long generation) {}

    /** Of each partition the furthest that was heard. */
    private record Heard(ConcurrentMap<Integer, Long> progress, int partitions) {

        /** 0 as long as nothing was heard of some partition. */
        long ofAll() {
            return progress.size() < partitions
                    ? 0
                    : progress.values().stream()
                            .mapToLong(Long::longValue)
                            .min()
                            .orElse(0);
        }
    }

    /** Position up to which the generation is known to have everything; 0 if not enough was heard of it. */
    long appliedUpTo(Projection projection, long generation) {
        listen();
        Heard of = heard.get(new Source(projection.text(), generation));
        return of == null ? 0 : of.ofAll();
    }

    /** The next news of a projection. */
    Mono<Void> next(Projection projection) {
        return changes.asFlux().filter(projection.text()::equals).next().then();
    }

    /** Tells those who write the read model that somebody waits for it. Nobody waits for that, and it may be lost. */
    void await(Projection projection, long position) {
        news.tell(PositionAwaited.CHANNEL, new PositionAwaited(projection.text(), position));
    }

    @Override
    public void close() {
        listening.dispose();
    }

    private void listen() {
        if (begun.compareAndSet(false, true)) {
            listening.update(news.listen(ReadModelChanged.CHANNEL, Told.class, this::take));
        }
    }

    private void take(Told told) {
        Source source = new Source(told.projection(), told.generation());
        heard.keySet()
                .removeIf(
                        it -> it.projection().equals(source.projection()) && it.generation() < source.generation() - 1);
        Heard of = heard.compute(
                source,
                (key, known) -> known != null && known.partitions() == told.partitions()
                        ? known
                        : new Heard(new ConcurrentHashMap<>(), told.partitions()));
        told.progress().forEach((partition, position) -> of.progress().merge(partition, position, Math::max));
        changes.tryEmitNext(told.projection());
    }
}
