package dev.millrace.eventstore;

import org.jspecify.annotations.Nullable;

/** The store can't be reached or can't answer now; the same call may succeed later. */
public class EventStoreUnavailableException extends RuntimeException {

    public EventStoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
