package dev.millrace.projections.live;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.projections.ProjectedEvent;
import dev.millrace.projections.live.GuardedWrites.Value;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a batch of events says of the things of one view. */
final class LiveBatch<I, V> {

    private final LiveView<I, V> view;
    private final Map<I, List<ProjectedEvent>> events = new LinkedHashMap<>();

    private LiveBatch(LiveView<I, V> view) {
        this.view = view;
    }

    static <I, V> LiveBatch<I, V> of(LiveView<I, V> view, List<ProjectedEvent> events) {
        LiveBatch<I, V> batch = new LiveBatch<>(view);
        for (ProjectedEvent event : events) {
            @Nullable I id = view.about(event.event());
            if (id != null) {
                batch.events.computeIfAbsent(id, unseen -> new ArrayList<>()).add(event);
            }
        }
        return batch;
    }

    /** By key, how to make the views from the log that are needed and may not be kept any more. */
    Map<String, Mono<String>> needed(LiveKeys keys, EventLog log) {
        Map<String, Mono<String>> needed = new LinkedHashMap<>();
        events.forEach((id, its) -> {
            if (!view.begins(its.getFirst().event())) {
                needed.put(keys.of(view.kind(), id), Mono.defer(() -> fromLog(log, id, its.getFirst())));
            }
        });
        return needed;
    }

    private Mono<String> fromLog(EventLog log, I id, ProjectedEvent first) {
        Set<String> names = view.handles().stream().map(EventCatalog::typeName).collect(Collectors.toUnmodifiableSet());
        Criteria its = Criteria.anyOf(new Criterion(Set.of(Tag.of(view.tag(), id.toString())), names));
        return log.read(its, 0, first.position() - 1).collectList().flatMap(stored -> {
            @Nullable V before = null;
            for (StoredEvent event : stored) {
                before = view.evolve(before, decoded(event), event.position(), event.timestamp());
            }
            return Mono.justOrEmpty(before).map(ViewJson::write);
        });
    }

    private static BusinessEvent decoded(StoredEvent stored) {
        return EventReader.read(stored.type(), stored.version(), stored.payload());
    }

    /**
     * The views after the batch.
     *
     * @param before JSON by key, of those that were {@linkplain #needed needed} and exist
     * @param retention of what is finished
     */
    Map<String, Value> values(LiveKeys keys, Map<String, String> before, Duration retention) {
        Map<String, Value> values = new LinkedHashMap<>();
        events.forEach((id, its) -> {
            String key = keys.of(view.kind(), id);
            @Nullable String json = before.get(key);
            values.put(key, value(json == null ? null : ViewJson.read(json, view.type()), its, retention));
        });
        return values;
    }

    private Value value(@Nullable V before, List<ProjectedEvent> its, Duration retention) {
        @Nullable V after = before;
        for (ProjectedEvent event : its) {
            after = view.evolve(after, event.event(), event.position(), event.recordedAt());
        }
        @Nullable Instant finished = after == null ? null : view.finishedAt(after);
        return new Value(ViewJson.write(after), finished == null ? null : finished.plus(retention));
    }

    /** What news call those that changed. */
    Stream<String> changed() {
        return events.keySet().stream().map(view.kind()::thing);
    }
}
