package dev.millrace.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Makes a problem of JSON that isn't what it should be, without repeating any of it. */
final class BadJson {

    /** Jackson's own; the text of a string is bounded by the body's size alone. */
    private static final String WITHIN_LIMITS =
            "JSON with numbers of at most 1000 digits, names of at most 50000 characters and at most 500 levels";

    private BadJson() {}

    static Problem problemOf(JacksonException error) {
        String field = path(error.getPath());
        if (error instanceof StreamConstraintsException || error.getCause() instanceof StreamConstraintsException) {
            return Problem.invalid(field, WITHIN_LIMITS);
        }
        return switch (error) {
            case UnrecognizedPropertyException e ->
                Problem.invalid(List.of(new InvalidField(
                        field,
                        "nothing: known here are " + String.join(", ", known(e)),
                        field + " is not known here")));
            case InvalidValueException e -> Problem.invalid(field, e.expected());
            case ValueInstantiationException e ->
                Problem.invalid(field, Expectation.of(e.getType().getRawClass(), e.getCause()));
            case MismatchedInputException e -> Problem.invalid(field, expected(e, e.getTargetType()));
            case InputCoercionException e -> Problem.invalid(field, expected(e, e.getTargetType()));
            case StreamConstraintsException e when !e.getPath().isEmpty() -> Problem.invalid(field, expected(e, null));
            case StreamReadException e
            when isDuplicate(e) -> Problem.invalid(JsonPlace.path(e.processor().streamReadContext()), "there once");
            default -> malformed(error);
        };
    }

    /** {@code items[0].quantity}; {@code body} for the whole. */
    static String path(List<Reference> path) {
        StringBuilder text = new StringBuilder();
        for (Reference step : path) {
            if (step.getPropertyName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return text.isEmpty() ? "body" : text.toString();
    }

    private static String expected(JacksonException error, @Nullable Class<?> type) {
        List<Reference> path = error.getPath();
        if (path.isEmpty()) {
            return "one JSON object";
        }
        if (path.getLast().getPropertyName() != null) {
            Reference last = path.getLast();
            Object from = last.from();
            Class<?> owner = from instanceof Class<?> known ? known : from == null ? Object.class : from.getClass();
            return Expectation.ofComponent(owner, last.getPropertyName()).orElseGet(() -> of(type));
        }
        return of(type);
    }

    private static String of(@Nullable Class<?> type) {
        return type == null ? "a value of the documented type" : Expectation.of(type, null);
    }

    private static List<String> known(UnrecognizedPropertyException error) {
        return error.getKnownPropertyIds() == null
                ? List.of()
                : error.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList();
    }

    private static boolean isDuplicate(StreamReadException error) {
        return error.processor() != null && error.getOriginalMessage().startsWith("Duplicate ");
    }

    private static Problem malformed(JacksonException error) {
        TokenStreamLocation at = error.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return Problem.of(HttpStatus.BAD_REQUEST, "malformed-json", "The body can't be read as JSON" + where + ".")
                .with(List.of(InvalidField.expecting("body", "JSON")));
    }
}
