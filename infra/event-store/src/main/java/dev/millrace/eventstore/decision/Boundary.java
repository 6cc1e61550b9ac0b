package dev.millrace.eventstore.decision;

import java.util.Collection;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A dynamic consistency boundary: for each key the events that a decision about it depends on, and the fold that makes
 * state of them. Stateless and thread-safe; states are immutable, since they are cached and shared.
 *
 * @param <K> the key, with value equality; {@link Comparable} keys are locked in their order
 * @param <S> the state
 */
public interface Boundary<K, S> {

    /** Unique among the boundaries of an application. */
    String name();

    /** The tag that all events of a key carry. */
    Tag tag(K key);

    /** The event classes that matter; an append of another type under the same tag is no conflict. */
    Set<Class<?>> eventTypes();

    /** The keys that an event of one of {@link #eventTypes()} bears on. */
    Collection<K> keysOf(Object event);

    /** The state of a key that nothing has happened to. */
    S initial(K key);

    /** The state after {@code event}, which bears on the state's key. Pure. */
    S evolve(S state, Object event);

    /**
     * How states are kept between processes, for keys with many events; these are read before they are first decided on. Null, as
     * it is unless overridden, tries the initial state when a state isn't in memory, and folds from the first event if that fails.
     */
    default @Nullable Snapshotting<S> snapshotting() {
        return null;
    }
}
