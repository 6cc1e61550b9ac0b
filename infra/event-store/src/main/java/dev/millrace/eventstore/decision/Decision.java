package dev.millrace.eventstore.decision;

import java.util.List;

/** What a decision came to: events to append together, or a rejection. */
public sealed interface Decision {

    /**
     * @param events empty if what was asked for is so already
     * @param settled see {@link #settled()}
     */
    record Accepted(List<?> events, boolean settled) implements Decision {

        public Accepted(List<?> events) {
            this(events, false);
        }
    }

    record Rejected(Rejection rejection) implements Decision {}

    static Decision accept(Object... events) {
        return new Accepted(List.of(events));
    }

    /**
     * What was asked for has happened: an event that is in the log says so, and none that comes later could take that back. May be told
     * from memory, whereas an {@link #accept} without events, like a rejection, must be true of the log as it is now.
     */
    static Decision settled() {
        return new Accepted(List.of(), true);
    }

    static Decision reject(Rejection rejection) {
        return new Rejected(rejection);
    }
}
