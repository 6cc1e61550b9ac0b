package dev.millrace.processes;

import reactor.core.publisher.Mono;

/** Told of each step before and after it is done: where a test has a process die. */
public interface StepWatch {

    StepWatch NOBODY = new StepWatch() {};

    /** @param step the simple name of the command, or the name of the task or timer */
    default Mono<Void> before(String process, String key, String step) {
        return Mono.empty();
    }

    default Mono<Void> after(String process, String key, String step) {
        return Mono.empty();
    }
}
