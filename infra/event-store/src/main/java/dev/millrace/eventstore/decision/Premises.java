package dev.millrace.eventstore.decision;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What senders take for granted, by command, for as long as these are under way: Axon's messages have no place for it beside their metadata, which events take over. */
final class Premises {

    private final Map<String, Unchanged> taken = new ConcurrentHashMap<>();

    void take(String commandId, Unchanged unchanged) {
        taken.put(commandId, unchanged);
    }

    @Nullable
    Unchanged of(@Nullable String commandId) {
        return commandId == null ? null : taken.get(commandId);
    }

    void drop(String commandId) {
        taken.remove(commandId);
    }
}
