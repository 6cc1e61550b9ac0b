package dev.millrace.representation;

import dev.millrace.connections.Unavailable;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.LiveKind;
import dev.millrace.readmodels.Standing;
import dev.millrace.schema.EventJson;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;

/** Reads the read model {@code live} in Redis. Non-blocking, thread-safe. */
public final class LiveStore {

    private static final Logger log = LoggerFactory.getLogger(LiveStore.class);

    private final ReactiveStringRedisTemplate redis;
    private final ReadModels models;
    private volatile boolean connected;

    public LiveStore(ReactiveStringRedisTemplate redis, ReadModels models) {
        this.redis = redis;
        this.models = models;
    }

    /** What is kept of a thing; empty if that is nothing, or nothing that this version reads: one of before wrote it, and it is being replaced. */
    public <I, T> Mono<T> value(LiveKind<I> kind, I id, Class<T> type) {
        return models.generation(LiveKeys.PROJECTION)
                .flatMap(generation -> connecting(redis.opsForValue().get(new LiveKeys(generation).of(kind, id))))
                .flatMap(json -> readable(json, type));
    }

    private static <T> Mono<T> readable(String json, Class<T> type) {
        try {
            return Mono.just(EventJson.mapper().readValue(json, type));
        } catch (JacksonException other) {
            log.warn(
                    "A {} in the live view can't be read, the log is asked: {}",
                    type.getSimpleName(),
                    other.getOriginalMessage());
            return Mono.empty();
        }
    }

    /** The fields of a hash, which may be none, and up to where they are complete. */
    public <I, T> Mono<Known<Map<String, T>>> hash(LiveKind<I> kind, I id, Class<T> type) {
        // How far it is comes first, or the fields might be from before.
        return models.standing(LiveKeys.PROJECTION)
                .onErrorResume(
                        failure -> Unavailable.causes(failure).isPresent(),
                        away -> models.generation(LiveKeys.PROJECTION).map(generation -> new Standing(generation, 0)))
                .flatMap(standing -> connecting(redis.<String, String>opsForHash()
                                .entries(new LiveKeys(standing.generation()).of(kind, id))
                                .collectMap(
                                        Map.Entry::getKey,
                                        field -> EventJson.mapper().readValue(field.getValue(), type)))
                        .map(fields -> new Known<>(fields, standing.appliedUpTo())));
    }

    /** The driver blocks while it connects for the first time; later it reconnects in the background. */
    private <T> Mono<T> connecting(Mono<T> command) {
        return connected
                ? command
                : command.subscribeOn(Schedulers.boundedElastic()).doOnSuccess(value -> connected = true);
    }
}
