package dev.millrace.processes;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.processes.JourneyStep.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an instance went through: its events followed once more, with the steps that the definition says and the words for them. Of one
 * instance, for one thread.
 */
final class Journey<S, E> {

    private final ProcessDefinition<?, S, E> definition;
    private final ProcessEvents<E> events;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private S state;

    Journey(ProcessDefinition<?, S, E> definition, ProcessEvents<E> events, S initial) {
        this.definition = definition;
        this.events = events;
        this.state = initial;
    }

    void follow(StoredEvent stored) {
        Optional<E> read = events.act(stored).isPresent() ? Optional.empty() : events.read(stored);
        read.ifPresent(event -> {
            state = definition.evolve(state, event, stored.timestamp());
            for (StepWords words : definition.words()) {
                told(words, event.getClass(), stored);
            }
            if (definition.events().stream().anyMatch(type -> type.isInstance(event))) {
                definition
                        .next(state, event, stored.timestamp())
                        .forEach(step -> begun(step, event.getClass(), stored));
            }
        });
    }

    /** In the order in which they began. */
    List<JourneyStep> steps() {
        return steps.values().stream().map(Step::told).toList();
    }

    private void told(StepWords words, Class<?> event, StoredEvent stored) {
        Step step = steps.get(words.name());
        if (step == null) {
            return;
        }
        if (step.status == Status.WAITING && words.ends().contains(event)) {
            step.is(Status.DONE, stored);
        } else if (step.status == Status.WAITING && words.fails().contains(event)) {
            step.is(Status.FAILED, stored);
        } else if (step.status == Status.DONE && words.undoes().contains(event)) {
            step.is(Status.UNDONE, stored);
        }
    }

    private void begun(ProcessStep step, Class<?> event, StoredEvent stored) {
        if (step instanceof ProcessStep.Forget || step instanceof ProcessStep.End) {
            return;
        }
        String what = Steps.name(step);
        definition.words().stream()
                .filter(words -> words.what().equals(what) && words.begins().contains(event))
                .findFirst()
                .ifPresent(words -> steps.computeIfAbsent(words.name(), name -> new Step(name, stored.timestamp()))
                        .begun(stored));
    }

    private static final class Step {

        private final String name;
        private final Instant startedAt;
        private final List<Long> positions = new ArrayList<>();
        private Status status = Status.WAITING;
        private int attempts;
        private @Nullable Instant endedAt;

        Step(String name, Instant startedAt) {
            this.name = name;
            this.startedAt = startedAt;
        }

        void begun(StoredEvent by) {
            attempts++;
            status = Status.WAITING;
            endedAt = null;
            note(by);
        }

        void is(Status next, StoredEvent by) {
            status = next;
            endedAt = by.timestamp();
            note(by);
        }

        private void note(StoredEvent by) {
            if (!positions.contains(by.position())) {
                positions.add(by.position());
            }
        }

        JourneyStep told() {
            return new JourneyStep(name, status, attempts, startedAt, endedAt, List.copyOf(positions));
        }
    }
}
