package dev.millrace.projections.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes that leave what bears the same or a newer position as it is. Each key is a call of its own, since a cluster may have it on any node. */
final class GuardedWrites {
    private static final int UNDER_WAY = 256;

    private static final RedisScript<Long> VALUE = script("redis/guarded-value.lua");
    private static final RedisScript<Long> FIELDS = script("redis/guarded-fields.lua");

    private final ReactiveStringRedisTemplate redis;

    GuardedWrites(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * A string to be written.
     *
     * @param expiresAt when it goes by itself; null for never
     */
    record Value(String json, @Nullable Instant expiresAt) {}

    /** Strings by key. */
    Mono<Void> values(Map<String, Value> values) {
        return Flux.fromIterable(values.entrySet())
                .flatMap(
                        entry -> {
                            Value value = entry.getValue();
                            String expires = value.expiresAt() == null
                                    ? "0"
                                    : Long.toString(value.expiresAt().toEpochMilli());
                            return redis.execute(VALUE, List.of(entry.getKey()), List.of(value.json(), expires));
                        },
                        UNDER_WAY)
                .then();
    }

    /** Fields of hashes by key. */
    Mono<Void> fields(Map<String, Map<String, String>> hashes) {
        return Flux.fromIterable(hashes.entrySet())
                .flatMap(
                        hash -> {
                            List<String> arguments = new ArrayList<>();
                            hash.getValue().forEach((field, value) -> {
                                arguments.add(field);
                                arguments.add(value);
                            });
                            return redis.execute(FIELDS, List.of(hash.getKey()), arguments);
                        },
                        UNDER_WAY)
                .then();
    }

    /** As text: a script that knows its file looks at that file again before each call. */
    private static RedisScript<Long> script(String resource) {
        var file = new ClassPathResource(resource, GuardedWrites.class.getClassLoader());
        try {
            return RedisScript.of(file.getContentAsString(StandardCharsets.UTF_8), Long.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
