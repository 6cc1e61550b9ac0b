package dev.millrace.eventstore.decision;

import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** Folded states by boundary and key, each with the position that it is complete up to. Bounded; thread-safe. */
final class StateCache {

    /** A key of one boundary. */
    record Subject(String boundary, Object key) {}

    /**
     * @param position all events of the key up to here are in the state
     * @param current false if it is known, or may well be, to lack something by now
     * @param unkept how many events were folded since a snapshot was taken
     */
    record Known(Object state, long position, boolean current, int unkept) {}

    private final RecentlyUsed<Subject, Known> states;
    /** Up to where it is proven that nothing carries a tag. */
    private final RecentlyUsed<Tag, Long> beginnings;

    StateCache(int capacity) {
        states = new RecentlyUsed<>(capacity);
        beginnings = new RecentlyUsed<>(capacity);
    }

    /** What is known of a key; of one whose tag is known to have begun lately, the initial state up to there. */
    <K> @Nullable Known get(Boundary<K, ?> boundary, K key) {
        Known known = states.get(View.subject(boundary, key));
        Long beginning = known == null ? beginnings.get(boundary.tag(key)) : null;
        return beginning == null ? known : new Known(boundary.initial(key), beginning, true, 0);
    }

    /** @param position nothing up to here carries the tag */
    void begins(Tag tag, long position) {
        beginnings.merge(tag, position, Math::max);
    }

    /** Keeps what is newer. */
    void put(Subject subject, Known latest) {
        states.merge(subject, latest, (old, known) -> known.position() >= old.position() ? known : old);
    }

    /** The next reader must look at the store again: after what is known, or after the {@code initial} state. */
    void doubt(Subject subject, Object initial) {
        states.merge(
                subject,
                new Known(initial, 0, false, 0),
                (known, nothing) -> new Known(known.state(), known.position(), false, known.unkept()));
    }
}
