package dev.millrace.projections.live;

import dev.millrace.eventstore.EventLog;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.ReadModelWriter;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Projection;
import dev.millrace.schema.BusinessEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the live view, of whatever contexts show in it. A batch is two round trips: read the views that it changes, then write those and the hashes,
 * each through a script that refuses to overwrite something newer. What is finished goes by itself after a retention, also in a rebuild; who
 * reads it then has it from the log. Should something still happen to it, its view is made from the log again.
 */
public final class LiveWriter implements ReadModelWriter {
    private static final int SCAN = 1_000;
    /** To be raised with every change of what a view holds or of where it is. */
    private static final String DEFINITION = "4";

    private final ReactiveStringRedisTemplate redis;
    private final GuardedWrites writes;
    private final EventLog log;
    private final Duration retention;

    private final List<LiveView<?, ?>> views;
    private final List<LiveHash<?>> hashes;
    private final Set<Class<? extends BusinessEvent>> handles;

    /** @param retention from the last change of what is finished */
    public LiveWriter(
            ReactiveStringRedisTemplate redis,
            EventLog log,
            Duration retention,
            List<LiveView<?, ?>> views,
            List<LiveHash<?>> hashes) {
        this.redis = redis;
        this.writes = new GuardedWrites(redis);
        this.log = log;
        this.retention = retention;
        this.views = List.copyOf(views);
        this.hashes = List.copyOf(hashes);
        this.handles = Stream.concat(
                        views.stream().map(LiveView::handles), hashes.stream().map(LiveHash::handles))
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Projection projection() {
        return LiveKeys.PROJECTION;
    }

    @Override
    public String definition() {
        return DEFINITION;
    }

    @Override
    public Set<Class<? extends BusinessEvent>> handles() {
        return handles;
    }

    @Override
    public Mono<Void> create(long generation) {
        return redis.opsForValue()
                .multiSet(new LiveKeys(generation)
                        .markers().stream().collect(Collectors.toMap(marker -> marker, marker -> "here")))
                .then();
    }

    @Override
    public Mono<Boolean> exists(long generation) {
        List<String> markers = new LiveKeys(generation).markers();
        return redis.opsForValue().multiGet(markers).map(found -> !found.contains(null));
    }

    @Override
    public Mono<Void> activate(long generation) {
        return Mono.empty();
    }

    /** Also of a generation from before definition 4, whose keys began otherwise. */
    @Override
    public Mono<Void> drop(long generation) {
        return Flux.just(new LiveKeys(generation).prefix(), "{millrace}:" + generation + ":")
                .concatMap(prefix -> redis.scan(ScanOptions.scanOptions()
                        .match(prefix + "*")
                        .count(SCAN)
                        .build()))
                .buffer(SCAN)
                .concatMap(keys -> redis.unlink(keys.toArray(String[]::new)))
                .then();
    }

    @Override
    public Mono<List<String>> write(long generation, List<ProjectedEvent> events) {
        var keys = new LiveKeys(generation);
        List<? extends LiveBatch<?, ?>> batches =
                views.stream().map(view -> LiveBatch.of(view, events)).toList();
        Map<String, Map<String, String>> fields = new LinkedHashMap<>();
        List<String> changed =
                new ArrayList<>(batches.stream().flatMap(LiveBatch::changed).toList());
        hashes.forEach(hash -> changed.addAll(fields(hash, events, keys, fields)));
        return before(keys, batches)
                // Folding is work, and not for the thread that answers everyone's commands.
                .publishOn(Schedulers.parallel())
                .flatMap(before -> {
                    Map<String, GuardedWrites.Value> values = new LinkedHashMap<>();
                    batches.forEach(batch -> values.putAll(batch.values(keys, before, retention)));
                    return Mono.when(writes.values(values), writes.fields(fields));
                })
                .thenReturn(changed);
    }

    /** The views as they are, of those whose beginning isn't in the batch. */
    private Mono<Map<String, String>> before(LiveKeys keys, List<? extends LiveBatch<?, ?>> batches) {
        Map<String, Mono<String>> needed = new LinkedHashMap<>();
        batches.forEach(batch -> needed.putAll(batch.needed(keys, log)));
        return needed.isEmpty()
                ? Mono.just(Map.of())
                : Flux.fromIterable(needed.keySet())
                        .buffer(SCAN)
                        .concatMap(some ->
                                redis.opsForValue().multiGet(some).map(values -> ViewJson.present(some, values)))
                        .<Map<String, String>>collect(LinkedHashMap::new, Map::putAll)
                        .flatMap(present -> Flux.fromIterable(needed.entrySet())
                                .filter(view -> !present.containsKey(view.getKey()))
                                .concatMap(view -> view.getValue().doOnNext(json -> present.put(view.getKey(), json)))
                                .then(Mono.just(present)));
    }

    /** Adds fields and values for each key of a hash; what news call those that have any. */
    private static <I> List<String> fields(
            LiveHash<I> hash, List<ProjectedEvent> events, LiveKeys keys, Map<String, Map<String, String>> byKey) {
        List<String> changed = new ArrayList<>();
        hash.fields(events).forEach((id, values) -> {
            Map<String, String> written = new LinkedHashMap<>();
            values.forEach((field, value) -> written.put(field, ViewJson.write(value)));
            byKey.put(keys.of(hash.kind(), id), written);
            changed.add(hash.kind().thing(id));
        });
        return changed;
    }
}
