package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.Recent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.decision.StateCache.Known;
import dev.millrace.eventstore.decision.StateCache.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** States of some keys of one boundary, as one decision sees them. */
final class View<K, S> {

    private final Boundary<K, S> boundary;
    private final boolean guessing;
    private final Map<K, S> states;
    /** Up to where each state was known before; keys without a state at all are missing. */
    private final Map<K, Long> starts;
    /** How many events each state has taken in since it was kept; only of boundaries that keep states. */
    private final Map<K, Integer> unkept;

    private final @Nullable Snapshotting<S> how;

    /** @param guessing whether keys without a start are taken to be new, rather than read */
    View(Boundary<K, S> boundary, boolean guessing, Map<K, S> states, Map<K, Long> starts, Map<K, Integer> unkept) {
        this.boundary = boundary;
        this.guessing = guessing;
        this.states = states;
        this.starts = starts;
        this.unkept = unkept;
        this.how = boundary.snapshotting();
    }

    static Subject subject(Boundary<?, ?> boundary, Object key) {
        return new Subject(boundary.name(), key);
    }

    Boundary<K, S> boundary() {
        return boundary;
    }

    Set<K> keys() {
        return states.keySet();
    }

    /** Whether it is only assumed that nothing has happened to the key. */
    boolean guesses(K key) {
        return guessing && !starts.containsKey(key);
    }

    /** Up to where the key's state was known before; 0 if it wasn't. */
    long start(K key) {
        return starts.getOrDefault(key, 0L);
    }

    /** The furthest that any key's state was known up to. */
    long reached() {
        return starts.values().stream().mapToLong(start -> start).max().orElse(0);
    }

    /** Keys, by their tags, that may lack something which {@code recent} has all of. */
    Map<Tag, K> behind(Recent recent) {
        Map<Tag, K> behind = HashMap.newHashMap(starts.size());
        starts.forEach((key, start) -> {
            if (start < recent.head() && recent.reachesBackTo(start)) {
                behind.put(BoundaryCriteria.log(boundary.tag(key)), key);
            }
        });
        return behind;
    }

    /** All up to {@code position} is in the states of these keys. */
    void reaches(Collection<K> keys, long position) {
        keys.forEach(key -> starts.put(key, position));
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
        return new View<>(boundary, false, new HashMap<>(states), Map.of(), new HashMap<>(unkept));
    }

    /** The condition has held: guesses were right, so that the tags of their keys begin after {@code position}. */
    void proven(StateCache cache, long position) {
        for (K key : states.keySet()) {
            if (guesses(key)) {
                cache.begins(boundary.tag(key), position);
            }
        }
    }

    /** Puts all states into memory, complete up to {@code position}. */
    void remember(StateCache cache, @Nullable StateKeeper keeper, long position) {
        remember(states.keySet(), cache, keeper, position);
    }

    /** The same with those of some keys; has those kept that have taken in enough. */
    void remember(Collection<K> keys, StateCache cache, @Nullable StateKeeper keeper, long position) {
        for (K key : keys) {
            S state = Objects.requireNonNull(states.get(key));
            int count = unkept.getOrDefault(key, 0);
            if (how != null && keeper != null && count >= how.every()) {
                keeper.keep(boundary, how, key, state, position);
                unkept.put(key, 0);
                count = 0;
            }
            cache.put(subject(boundary, key), new Known(state, position, true, count));
        }
    }

    void doubt(StateCache cache) {
        states.keySet().forEach(key -> cache.doubt(subject(boundary, key), boundary.initial(key)));
    }
}
