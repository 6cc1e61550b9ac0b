package dev.millrace.connections;

import dev.millrace.schema.EventJson;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;

/**
 * News on channels of Redis, as JSON by {@link EventJson}. Who listens hears it; it is kept for nobody, and may get lost.
 * Non-blocking, thread-safe.
 */
public final class RedisNews {
    private static final Logger log = LoggerFactory.getLogger(RedisNews.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ReactiveStringRedisTemplate redis;

    public RedisNews(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Returns at once; whether it could be told is known to nobody. */
    public void tell(String channel, Object news) {
        Mono.defer(() -> redis.convertAndSend(channel, EventJson.mapper().writeValueAsString(news)))
                .subscribe(listeners -> {}, failure -> log.debug("News lost: {}", failure.toString()));
    }

    /**
     * Hands over what is told from now on, one after the other, until it is disposed: it goes on when Redis is back, or when the
     * listener has failed. What can't be read is passed over.
     */
    public <T> Disposable listen(String channel, Class<T> type, Consumer<T> listener) {
        // The driver blocks while it connects for the first time.
        return Flux.defer(() -> redis.listenToChannel(channel))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(message -> read(message.getMessage(), type).ifPresent(listener))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .transientErrors(true))
                .subscribe();
    }

    private static <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.ofNullable(EventJson.mapper().readValue(json, type));
        } catch (JacksonException unreadable) {
            log.debug("News that can't be read: {}", unreadable.toString());
            return Optional.empty();
        }
    }
}
