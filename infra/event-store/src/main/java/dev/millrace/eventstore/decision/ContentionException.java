package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.EventStoreUnavailableException;

/** Other instances kept deciding about the same thing first, time and again. Nothing was appended; try later. */
public final class ContentionException extends EventStoreUnavailableException {

    ContentionException(Throwable cause) {
        super("Too many decisions about the same thing at the same time", cause);
    }
}
