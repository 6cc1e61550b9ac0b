package dev.millrace.eventstore;

import dev.millrace.eventstore.AppendCondition.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An append as its caller saw it.
 *
 * @param ackedBefore the highest position that anyone had been told when it was begun
 * @param begunSoFar how many events had been handed over, by anyone, when it was answered
 * @param position of its last event; 0 if it was refused for its condition
 * @param surprise what else was answered
 */
record Attempt(
        List<NewEvent> events,
        List<Check> checks,
        long ackedBefore,
        long begunSoFar,
        long position,
        @Nullable String surprise) {}
