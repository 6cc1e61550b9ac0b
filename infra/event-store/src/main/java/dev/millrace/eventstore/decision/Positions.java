package dev.millrace.eventstore.decision;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Positions that commands led to, for those who wait for them; Axon's results can't carry what is known only after the commit. */
final class Positions {

    private final Map<String, Long> awaited = new ConcurrentHashMap<>();

    void await(String commandId) {
        awaited.put(commandId, 0L);
    }

    void reached(String commandId, long position) {
        awaited.computeIfPresent(commandId, (id, earlier) -> position);
    }

    /** 0 if the command came to no decision here. */
    long take(String commandId) {
        Long position = awaited.remove(commandId);
        return position == null ? 0 : position;
    }
}
