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

/** Writes that leave what bears the same or a newer position as it is. */
final class GuardedWrites {
    /** A script holds up every other client while it runs, so each gets little to do. */
    private static final int PER_CALL = 256;

    private static final RedisScript<Long> VALUES = script("redis/guarded-values.lua");
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
        List<String> keys = new ArrayList<>(values.size());
        List<String> arguments = new ArrayList<>(2 * values.size());
        values.forEach((key, value) -> {
            keys.add(key);
            arguments.add(value.json());
            arguments.add(
                    value.expiresAt() == null
                            ? "0"
                            : Long.toString(value.expiresAt().toEpochMilli()));
        });
        return run(VALUES, keys, arguments, 2);
    }

    /** Fields of hashes by key. */
    Mono<Void> fields(Map<String, Map<String, String>> hashes) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        hashes.forEach((key, fields) -> fields.forEach((field, value) -> {
            keys.add(key);
            arguments.add(field);
            arguments.add(value);
        }));
        return run(FIELDS, keys, arguments, 2);
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

    private Mono<Void> run(RedisScript<Long> script, List<String> keys, List<String> arguments, int argumentsPerKey) {
        return Flux.range(0, Math.ceilDiv(keys.size(), PER_CALL))
                .flatMap(call -> {
                    int from = call * PER_CALL;
                    int to = Math.min(keys.size(), from + PER_CALL);
                    return redis.execute(
                            script,
                            keys.subList(from, to),
                            arguments.subList(from * argumentsPerKey, to * argumentsPerKey));
                })
                .then();
    }
}
