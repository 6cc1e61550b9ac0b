package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.decision.StateCache.Known;
import dev.millrace.eventstore.decision.StateCache.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** States of some keys of one boundary, as one decision sees them. */
final class View<K, S> {

    private final Boundary<K, S> boundary;
    private final Map<K, S> states;
    /** Up to where each state was known before; keys without a state at all are missing. */
    private final Map<K, Long> starts;
    /** How many events each state has taken in since it was kept; only of boundaries that keep states. */
    private final Map<K, Integer> unkept;

    private final @Nullable Snapshotting<S> how;

    View(Boundary<K, S> boundary, Map<K, S> states, Map<K, Long> starts, Map<K, Integer> unkept) {
        this.boundary = boundary;
        this.states = states;
        this.starts = starts;
        this.unkept = unkept;
        this.how = boundary.snapshotting();
    }

    static Subject subject(Boundary<?, ?> boundary, Object key) {
        return new Subject(boundary.name(), key);
    }

    /** Takes an event in; keys that have seen it already do not see it again. */
    void apply(Object event, long position) {
        if (!boundary.eventTypes().contains(event.getClass())) {
            return;
        }
        Collection<K> keys = boundary.keysOf(event);
        if (keys instanceof Set<K> && keys.size() > states.size()) {
            for (K key : Set.copyOf(states.keySet())) {
                if (keys.contains(key)) {
                    evolve(key, event, position);
                }
            }
        } else {
            for (K key : keys) {
                evolve(key, event, position);
            }
        }
    }

    private void evolve(K key, Object event, long position) {
        S state = states.get(key);
        if (state != null && position > starts.getOrDefault(key, 0L)) {
            states.put(key, boundary.evolve(state, event));
            if (how != null) {
                unkept.merge(key, 1, Integer::sum);
            }
        }
    }

    /** A copy that can be moved on without the decision noticing. */
    View<K, S> copy() {
        return new View<>(boundary, new HashMap<>(states), Map.of(), new HashMap<>(unkept));
    }

    /** Puts the states into memory, and has those kept that have taken in enough. */
    void remember(StateCache cache, @Nullable StateKeeper keeper, long position) {
        states.forEach((key, state) -> {
            int count = unkept.getOrDefault(key, 0);
            if (how != null && keeper != null && count >= how.every()) {
                keeper.keep(boundary, how, key, state, position);
                unkept.put(key, 0);
                count = 0;
            }
            cache.put(subject(boundary, key), new Known(state, position, true, count));
        });
    }

    void doubt(StateCache cache) {
        states.keySet().forEach(key -> cache.doubt(subject(boundary, key), boundary.initial(key)));
    }
}
