package dev.millrace.processes;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Something that a process asks outside. One of a task is under way for an instance at a time.
 *
 * @param task in kebab case, told apart from the definition's timers; work is stored under it: never to change
 * @param owed what is to be asked as things stand; empty if it is called for no longer
 * @param idempotencyKey the same whenever this is asked for the same purpose
 * @param answered the command that records an answer. Empty for {@link PortAnswer.NoAnswer} leaves it to the port's retry policy, at whose
 *     end the instance is parked; empty for others means that there is nothing to record. {@link PortAnswer.NotAsked} isn't handed on.
 */
public record OutsideCall<S, Q, R>(
        String task,
        PortName<Q, R> port,
        Function<S, Optional<Q>> owed,
        BiFunction<S, Q, String> idempotencyKey,
        Recording<S, R> answered) {

    /** Pure. */
    public interface Recording<S, R> {

        Optional<Object> command(S state, PortAnswer<R> answer, Instant now);
    }
}
