package dev.millrace.processes;

import reactor.core.publisher.Mono;

/**
 * The way to an outside partner. Non-blocking; any thread may call. Idempotent: repeating a request under its key gets the same answer and
 * brings about nothing twice.
 */
public interface OutsidePort<Q, R> {

    /**
     * Asks once.
     *
     * @return one answer; an error counts as {@link PortAnswer.NoAnswer}
     */
    Mono<PortAnswer<R>> ask(Q request, String idempotencyKey);
}
