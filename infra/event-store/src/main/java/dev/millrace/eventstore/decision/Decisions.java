package dev.millrace.eventstore.decision;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import reactor.core.publisher.Mono;

/** Runs decisions inside command handlers. */
public interface Decisions {

    /**
     * Reads what the decision asks for, decides, and appends the accepted events in the unit of work of {@code context},
     * under the condition that no event of the boundaries read has come since.
     *
     * @return completes with the decision; the append itself happens when the unit of work commits, and its failure is
     *     that of the command
     */
    CompletableFuture<Decision> decide(ProcessingContext context, Function<Reads, Mono<Decision>> decision);
}
