package dev.millrace.eventstore;

import java.time.Duration;

/**
 * Is told what a {@link PostgresEventLog} does. Called on the threads that do the work, event loops among them: must be quick,
 * thread-safe, and never block. What it throws is logged and otherwise ignored.
 */
public interface EventLogObserver {

    /** How an append ended for the one who asked. */
    enum Ending {
        APPENDED,
        /** The condition did not hold. */
        CONFLICT,
        /** An event's id was stored already. */
        DUPLICATE,
        /** The queue was full. */
        REFUSED,
        /** The server could not be reached; the events may be stored if the connection was lost meanwhile. */
        UNAVAILABLE,
        /** Given up by the caller before it was sent. */
        CANCELLED,
        FAILED
    }

    /**
     * An append has ended.
     *
     * @param took from the call to the answer, waiting included
     */
    default void ended(Ending ending, Duration took) {}

    /**
     * A batch of appends was answered by the server: it is committed but for those whose condition did not hold.
     *
     * @param took from the call, getting a connection included, to the answer
     */
    default void answered(int appends, int events, Duration took) {}

    /** The connection was lost, or the server gave no answer, with that many appends under way; they are being looked up. */
    default void lost(int appends) {}
}
