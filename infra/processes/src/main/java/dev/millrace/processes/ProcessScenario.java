package dev.millrace.processes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For tests of a definition: given events, when one more happens or a timer comes due, then steps. Every step must be one that the
 * definition has words for, so that journeys and diagrams tell the truth. Immutable; needs no server.
 */
public final class ProcessScenario<K, S, E> {

    private final ProcessDefinition<K, S, E> definition;
    private final S state;

    private ProcessScenario(ProcessDefinition<K, S, E> definition, S state) {
        this.definition = definition;
        this.state = state;
    }

    /** An instance to which nothing has happened. */
    public static <K, S, E> ProcessScenario<K, S, E> of(ProcessDefinition<K, S, E> definition, K key) {
        return new ProcessScenario<>(definition, definition.initial(key));
    }

    /** What happened before. */
    public ProcessScenario<K, S, E> given(List<? extends E> events) {
        S next = state;
        for (E event : events) {
            next = definition.evolve(next, event);
        }
        return new ProcessScenario<>(definition, next);
    }

    /** What happened before, at some time. */
    public ProcessScenario<K, S, E> given(Instant at, E event) {
        return new ProcessScenario<>(definition, definition.evolve(state, event, at));
    }

    public S state() {
        return state;
    }

    /**
     * The steps that follow from one more event.
     *
     * @throws AssertionError if the definition doesn't list the event's type, or has no words for a step
     */
    public List<ProcessStep> when(E event, Instant at) {
        if (definition.events().stream().noneMatch(type -> type.isInstance(event))) {
            throw new AssertionError(
                    definition.name() + " doesn't list " + event.getClass().getSimpleName());
        }
        List<ProcessStep> steps = definition.next(definition.evolve(state, event, at), event, at);
        steps.forEach(step -> hasWords(step, event.getClass()));
        return steps;
    }

    /**
     * The steps that follow from a timer that has come due.
     *
     * @throws AssertionError if the definition has no words for a step
     */
    public List<ProcessStep> wake(String timer, Instant now) {
        List<ProcessStep> steps = definition.wake(state, timer, now);
        steps.forEach(step -> hasWords(step, null));
        return steps;
    }

    private void hasWords(ProcessStep step, @Nullable Class<?> event) {
        if (step instanceof ProcessStep.End || step instanceof ProcessStep.Forget) {
            return;
        }
        String what = Steps.name(step);
        List<StepWords> named = new ArrayList<>(definition.words());
        named.removeIf(words -> !words.what().equals(what));
        if (named.isEmpty()) {
            throw new AssertionError(definition.name() + " has no words for " + what);
        }
        if (event != null && named.stream().noneMatch(words -> words.begins().contains(event))) {
            throw new AssertionError("the words of " + definition.name() + " don't say that " + what + " follows from "
                    + event.getSimpleName());
        }
    }
}
