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
     * @param current false if it is known to lack something by now
     */
    record Known(Object state, long position, boolean current) {}

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
    void put(Subject subject, Object state, long position) {
        states.asMap()
                .merge(
                        subject,
                        new Known(state, position, true),
                        (old, known) -> known.position() >= old.position() ? known : old);
    }

    /** The next reader must look at the store again. */
    void doubt(Subject subject) {
        states.asMap().computeIfPresent(subject, (key, known) -> new Known(known.state(), known.position(), false));
    }
}
