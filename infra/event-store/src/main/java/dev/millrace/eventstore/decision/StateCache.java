package dev.millrace.eventstore.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    private final Cache<Subject, Known> states;

    StateCache(long capacity) {
        states = Caffeine.newBuilder()
                .maximumSize(capacity)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    Known get(Subject subject) {
        return states.getIfPresent(subject);
    }

    /** Keeps what is newer. */
    void put(Subject subject, Known latest) {
        states.asMap().merge(subject, latest, (old, known) -> known.position() >= old.position() ? known : old);
    }

    /** The next reader must look at the store again: after what is known, or after the {@code initial} state. */
    void doubt(Subject subject, Object initial) {
        states.asMap()
                .merge(
                        subject,
                        new Known(initial, 0, false, 0),
                        (known, nothing) -> new Known(known.state(), known.position(), false, known.unkept()));
    }
}
