package dev.millrace.eventstore.decision;

import java.util.List;

/** What a decision came to: events to append together, or a rejection. */
public sealed interface Decision {

    /** @param events empty if what was asked for is so already */
    record Accepted(List<?> events) implements Decision {}

    record Rejected(Rejection rejection) implements Decision {}

    static Decision accept(Object... events) {
        return new Accepted(List.of(events));
    }

    static Decision reject(Rejection rejection) {
        return new Rejected(rejection);
    }
}
