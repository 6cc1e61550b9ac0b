package dev.millrace.commandside;

import dev.millrace.eventstore.decision.Rejection;
import dev.millrace.http.InvalidField;
import dev.millrace.http.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Tells a rejection in HTTP's terms: its code as the type, its components as members. */
final class RejectionProblems {

    /** Components that say no more than the problem's errors do. */
    private static final Set<String> IN_ERRORS = Set.of("what", "path", "expected", "item");

    private RejectionProblems() {}

    static Problem of(Rejection rejection) {
        Problem problem = Problem.of(status(rejection), rejection.code(), rejection.message())
                .with(rejection.fields().stream()
                        .map(field -> InvalidField.expecting(field.path(), field.expected()))
                        .toList());
        if (!rejection.getClass().isRecord()) {
            return problem;
        }
        for (RecordComponent component : rejection.getClass().getRecordComponents()) {
            Object value = valueOf(rejection, component);
            if (value != null && !isToldAlready(component.getName())) {
                problem = problem.with(component.getName(), value);
            }
        }
        return problem;
    }

    private static boolean isToldAlready(String component) {
        return Problem.MEMBERS.contains(component) || IN_ERRORS.contains(component);
    }

    private static HttpStatus status(Rejection rejection) {
        return switch (Objects.requireNonNull(rejection.kind())) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static @Nullable Object valueOf(Rejection rejection, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(rejection);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("can't read " + component, e);
        }
    }
}
