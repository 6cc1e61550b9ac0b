package dev.millrace.eventbus;

import reactor.core.publisher.Flux;

/** Positions of the log for which somebody waits to have passed the bus. */
@FunctionalInterface
public interface AwaitedPositions {

    /** Each as it becomes known, to all who listen then; without an end. */
    Flux<Long> all();
}
