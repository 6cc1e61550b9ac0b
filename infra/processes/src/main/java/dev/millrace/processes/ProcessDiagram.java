package dev.millrace.processes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A definition as a picture, in Mermaid's notation: events are rounded, steps are boxes. */
public final class ProcessDiagram {

    private final ProcessDefinition<?, ?, ?> definition;
    private final Set<String> lines = new LinkedHashSet<>();

    private ProcessDiagram(ProcessDefinition<?, ?, ?> definition) {
        this.definition = definition;
    }

    /** Always the same for the same definition; ends with a line feed. */
    public static String of(ProcessDefinition<?, ?, ?> definition) {
        return new ProcessDiagram(definition).draw();
    }

    private String draw() {
        lines.add("flowchart TD");
        for (StepWords step : definition.words()) {
            lines.add("    " + id(step) + "[\"" + label(step) + "\"]");
            step.begins().forEach(event -> line(event(event), "-->", id(step)));
            step.ends().forEach(event -> line(id(step), "-->", event(event)));
            step.fails().forEach(event -> line(id(step), "-. fails .->", event(event)));
            step.undoes().forEach(event -> line(event(event), "-. undoes .->", id(step)));
        }
        return String.join("\n", List.copyOf(lines)) + "\n";
    }

    private void line(String from, String arrow, String to) {
        lines.add("    " + from + " " + arrow + " " + to);
    }

    private static String label(StepWords step) {
        return switch (step.kind()) {
            case COMMAND -> step.name() + "<br/>" + step.what();
            case CALL -> step.name() + "<br/>asks: " + step.what();
            case TIMER -> step.name() + "<br/>waits: " + step.what();
        };
    }

    private static String id(StepWords step) {
        return step.name().replace('-', '_');
    }

    private static String event(Class<?> type) {
        return type.getSimpleName() + "([" + type.getSimpleName() + "])";
    }
}
