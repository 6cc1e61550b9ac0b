package dev.millrace.processes;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/**
 * For tests of a definition on real servers: stops a step for ever, before or after it is done, the first time that it comes. Whoever waits
 * for {@link #reached} has the process die there, starts another, and looks whether it makes no difference.
 */
public final class StepCrash implements StepWatch {

    private final String process;
    private final String key;
    private final String step;
    private final boolean before;
    private final CompletableFuture<Void> reached = new CompletableFuture<>();

    /** @param step the simple name of the command, or the name of the task or timer, or {@code end} */
    public StepCrash(String process, String key, String step, boolean before) {
        this.process = process;
        this.key = key;
        this.step = step;
        this.before = before;
    }

    /** Completes when the instance comes to the step. */
    public CompletableFuture<Void> reached() {
        return reached;
    }

    @Override
    public Mono<Void> before(String process, String key, String step) {
        return before ? stop(process, key, step) : Mono.empty();
    }

    @Override
    public Mono<Void> after(String process, String key, String step) {
        return before ? Mono.empty() : stop(process, key, step);
    }

    private Mono<Void> stop(String process, String key, String step) {
        boolean here = this.process.equals(process) && this.key.equals(key) && this.step.equals(step);
        return Mono.defer(() -> here && reached.complete(null) ? Mono.never() : Mono.empty());
    }
}
