package dev.millrace.processes;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.AppendCondition;
import dev.millrace.eventstore.DuplicateEventException;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.processes.ProcessAct.Parked;
import dev.millrace.processes.ProcessEvents.Written;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Appends what is done to the instances of one definition. Thread-safe. */
final class Parking<K, S, E> {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);

    private final ProcessDefinition<K, S, E> definition;
    private final ProcessEvents<E> events;
    private final EventLog store;
    private final Instances<K, S, E> instances;
    private final InstanceTable table;

    Parking(
            ProcessDefinition<K, S, E> definition,
            ProcessEvents<E> events,
            EventLog store,
            Instances<K, S, E> instances,
            InstanceTable table) {
        this.definition = definition;
        this.events = events;
        this.store = store;
        this.instances = instances;
        this.table = table;
    }

    /**
     * Parks an instance, once for each time that it went on: who comes second finds that it is.
     *
     * @param position of the event whose steps failed, or null
     * @param task that failed, or null
     */
    Mono<Void> park(
            Instance<K, S> instance, @Nullable Long position, @Nullable String task, String code, String detail) {
        String key = instance.key().toString();
        log.warn(
                "{} {} is parked at {}: {}: {}",
                definition.name(),
                key,
                position == null ? task : position,
                code,
                detail);
        UUID id = UUID.nameUUIDFromBytes("parked/%s/%s/%d"
                .formatted(definition.name(), key, instance.condition().parkings())
                .getBytes(StandardCharsets.UTF_8));
        Actor actor = new Actor(Actor.Kind.PROCESS, definition.name());
        return append(
                        id,
                        new Parked(definition.name(), key, position, task, code, detail),
                        instance.key(),
                        instance.origin().metadata(actor))
                // What follows from now on must find it parked.
                .flatMap(at ->
                        instances.now(instance.key()).then(table.parked(definition.name(), key, at, code, detail)));
    }

    /** The position of the act. */
    Mono<Long> append(UUID id, ProcessAct act, K key, Map<String, String> metadata) {
        return Mono.defer(() -> {
            Written written = events.write(act);
            NewEvent event = new NewEvent(
                    id,
                    written.type(),
                    written.version(),
                    Moments.now(),
                    written.payload(),
                    metadata,
                    Set.of(instances.tag(key)));
            return store.append(List.of(event), AppendCondition.none())
                    .onErrorResume(
                            DuplicateEventException.class,
                            there -> store.find(id).map(StoredEvent::position));
        });
    }
}
