package dev.millrace.eventstore.processing;

import java.time.Instant;

/** Where a processor is to go on. */
public sealed interface ReplayFrom {

    /** At the first event of the log. */
    static ReplayFrom beginning() {
        return new Position(1);
    }

    /** At the event with that position; at most one beyond the head. */
    static ReplayFrom position(long position) {
        return new Position(position);
    }

    /** At the first event that happened then or later; behind the head if there is none. */
    static ReplayFrom time(Instant instant) {
        return new Time(instant);
    }

    /** Behind the head: what the processor has not handled yet is passed over. */
    static ReplayFrom head() {
        return new Head();
    }

    /** @param first from 1 */
    record Position(long first) implements ReplayFrom {

        public Position {
            if (first < 1) {
                throw new IllegalArgumentException("Positions begin at 1, not " + first);
            }
        }
    }

    /** By the clocks of those who appended. */
    record Time(Instant instant) implements ReplayFrom {}

    /** As it is when asked. */
    record Head() implements ReplayFrom {}
}
