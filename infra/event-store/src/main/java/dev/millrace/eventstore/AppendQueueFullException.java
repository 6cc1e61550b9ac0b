package dev.millrace.eventstore;

/** More appends wait than the queue may hold. Nothing was appended. */
public final class AppendQueueFullException extends EventStoreUnavailableException {

    AppendQueueFullException(int capacity) {
        super("More than " + capacity + " appends are waiting for the event store", null);
    }
}
