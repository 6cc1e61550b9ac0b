package dev.millrace.reading;

import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.EventJson;
import java.util.Map;
import java.util.function.Function;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads the read model {@code live} in Redis. Non-blocking, thread-safe. */
public final class LiveStore {

    private final ReactiveStringRedisTemplate redis;
    private final ReadModels models;
    private volatile boolean connected;

    public LiveStore(ReactiveStringRedisTemplate redis, ReadModels models) {
        this.redis = redis;
        this.models = models;
    }

    /** The value under a key, empty if there is none. */
    public <T> Mono<T> value(Function<LiveKeys, String> key, Class<T> type) {
        return keys().flatMap(keys -> connecting(redis.opsForValue().get(key.apply(keys))))
                .map(json -> EventJson.mapper().readValue(json, type));
    }

    /** The fields of a hash, empty if there are none. */
    public <T> Mono<Map<String, T>> hash(Function<LiveKeys, String> key, Class<T> type) {
        return keys().flatMap(keys -> connecting(redis.<String, String>opsForHash()
                        .entries(key.apply(keys))
                        .collectMap(
                                Map.Entry::getKey, field -> EventJson.mapper().readValue(field.getValue(), type))))
                .filter(fields -> !fields.isEmpty());
    }

    private Mono<LiveKeys> keys() {
        return models.generation(Projection.LIVE).map(LiveKeys::new);
    }

    /** The driver blocks while it connects for the first time; later it reconnects in the background. */
    private <T> Mono<T> connecting(Mono<T> command) {
        return connected
                ? command
                : command.subscribeOn(Schedulers.boundedElastic()).doOnSuccess(value -> connected = true);
    }
}
