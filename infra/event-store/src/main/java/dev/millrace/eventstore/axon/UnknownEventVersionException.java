package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.evolution.EventVersion;

/** An event is of a type that the application knows, and in a version that it doesn't. */
public final class UnknownEventVersionException extends RuntimeException {

    private final long position;

    UnknownEventVersionException(StoredEvent event, EventVersion version, String known) {
        super("Event %s at position %d is %s version %s; this application knows version %s, and no upcaster leads there"
                .formatted(event.id(), event.position(), version.type(), version.version(), known));
        this.position = event.position();
    }

    /** Of the event. */
    public long position() {
        return position;
    }
}
