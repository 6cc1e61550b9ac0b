package dev.millrace.representation;

import dev.millrace.readmodels.PositionAwaited;
import dev.millrace.readmodels.Projection;
import dev.millrace.readmodels.ReadModelChanged;
import dev.millrace.schema.EventJson;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.ReactiveSubscription.Message;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * How far generations are by what projections tell of each batch: sooner than the table has it, and never certain to come. Listens
 * from when it is asked for the first time. Non-blocking, thread-safe.
 */
final class ProgressNews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressNews.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final ObjectReader READER =
            EventJson.mapper().readerFor(Told.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ReactiveStringRedisTemplate redis;
    private final ConcurrentMap<Source, Heard> heard = new ConcurrentHashMap<>();
    private final Sinks.Many<String> changes = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Disposable.Swap listening = Disposables.swap();

    ProgressNews(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
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
        PositionAwaited awaited = new PositionAwaited(projection.text(), position);
        Mono.defer(() -> redis.convertAndSend(
                        PositionAwaited.CHANNEL, EventJson.mapper().writeValueAsString(awaited)))
                .subscribe(listeners -> {}, failure -> LOG.debug("News lost: {}", failure.toString()));
    }

    @Override
    public void close() {
        listening.dispose();
    }

    private void listen() {
        if (begun.compareAndSet(false, true)) {
            // The driver blocks while it connects for the first time.
            listening.update(Flux.defer(() -> redis.listenToChannel(ReadModelChanged.CHANNEL))
                    .subscribeOn(Schedulers.boundedElastic())
                    .doOnNext(this::take)
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                            .maxBackoff(LONGEST_PAUSE)
                            .transientErrors(true))
                    .subscribe());
        }
    }

    private void take(Message<String, String> message) {
        try {
            Told told = READER.readValue(message.getMessage());
            Source source = new Source(told.projection(), told.generation());
            heard.keySet()
                    .removeIf(it ->
                            it.projection().equals(source.projection()) && it.generation() < source.generation() - 1);
            Heard of = heard.compute(
                    source,
                    (key, known) -> known != null && known.partitions() == told.partitions()
                            ? known
                            : new Heard(new ConcurrentHashMap<>(), told.partitions()));
            told.progress().forEach((partition, position) -> of.progress().merge(partition, position, Math::max));
            changes.tryEmitNext(told.projection());
        } catch (JacksonException e) {
            LOG.debug("News that can't be read: {}", e.toString());
        }
    }
}
