package dev.millrace.projections;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A partition that this process has been given, and what it knows of it. */
final class Assignment {
    private final long generation;
    private final Set<String> blocked;
    private final long position;
    private final boolean received;

    private Assignment(long generation, Set<String> blocked, long position, boolean received) {
        this.generation = generation;
        this.blocked = blocked;
        this.position = position;
        this.received = received;
    }

    static Assignment begin(long generation, long savedPosition, Set<String> parkedKeys) {
        return new Assignment(generation, concurrent(parkedKeys), savedPosition, false);
    }

    private static Set<String> concurrent(Set<String> keys) {
        Set<String> set = ConcurrentHashMap.newKeySet();
        set.addAll(keys);
        return set;
    }

    Assignment applied(long upTo) {
        return new Assignment(generation, blocked, Math.max(position, upTo), true);
    }

    Assignment movedTo(long next, Set<String> parkedKeys) {
        return new Assignment(next, concurrent(parkedKeys), position, received);
    }

    /** What its events are written to. */
    long generation() {
        return generation;
    }

    /** Keys with parked events. */
    Set<String> blocked() {
        return blocked;
    }

    /** Everything up to here is applied. */
    long position() {
        return position;
    }

    /**
     * Whether it may move to a generation that is filled up to {@code filled}: nothing is to be lost between what was filled
     * and what the bus will bring. Before the first delivery it isn't known where the bus goes on.
     */
    boolean mayMove(long filled) {
        return received && position <= filled;
    }
}
