package dev.millrace.eventstore.erasure;

import dev.millrace.eventstore.StoredEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** An encrypted value was altered, belongs to another event or field, or has a key that doesn't exist. */
public final class SealedValueException extends RuntimeException {

    private final long position;

    SealedValueException(StoredEvent event, JsonPointer at, String why, @Nullable Throwable cause) {
        super(
                "The encrypted value %s of event %s (%s) at position %d can't be read: %s"
                        .formatted(at, event.id(), event.type(), event.position(), why),
                cause);
        this.position = event.position();
    }

    /** Of the event. */
    public long position() {
        return position;
    }
}
