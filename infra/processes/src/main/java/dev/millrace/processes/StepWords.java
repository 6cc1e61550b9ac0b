package dev.millrace.processes;

import java.util.List;

/**
 * A step in words: the events between which it lies.
 *
 * @param name in kebab case
 * @param what the simple name of the command that it sends, or the task that it calls, or the timer that it sets
 * @param kind of it
 * @param begins events after which it is begun
 * @param ends events that say that it is done
 * @param fails events that say that it came to nothing
 * @param undoes events that undo what it did
 */
public record StepWords(
        String name,
        String what,
        Kind kind,
        List<Class<?>> begins,
        List<Class<?>> ends,
        List<Class<?>> fails,
        List<Class<?>> undoes) {

    public enum Kind {
        COMMAND,
        CALL,
        TIMER
    }

    /** A step that sends a command. */
    public static StepWords sending(String name, Class<?> command) {
        return new StepWords(name, command.getSimpleName(), Kind.COMMAND, List.of(), List.of(), List.of(), List.of());
    }

    /** A step that asks outside. */
    public static StepWords calling(String name, String task) {
        return new StepWords(name, task, Kind.CALL, List.of(), List.of(), List.of(), List.of());
    }

    /** A step that waits for a time. */
    public static StepWords waiting(String name, String timer) {
        return new StepWords(name, timer, Kind.TIMER, List.of(), List.of(), List.of(), List.of());
    }

    public StepWords after(Class<?>... events) {
        return new StepWords(name, what, kind, List.of(events), ends, fails, undoes);
    }

    public StepWords done(Class<?>... events) {
        return new StepWords(name, what, kind, begins, List.of(events), fails, undoes);
    }

    public StepWords failed(Class<?>... events) {
        return new StepWords(name, what, kind, begins, ends, List.of(events), undoes);
    }

    public StepWords undone(Class<?>... events) {
        return new StepWords(name, what, kind, begins, ends, fails, List.of(events));
    }
}
