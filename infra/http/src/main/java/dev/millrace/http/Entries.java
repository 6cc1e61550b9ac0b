package dev.millrace.http;

import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads single values within a body as a whole body is read: strictly, and refused field by field. Thread-safe. */
public final class Entries {

    private final Validator validator;

    public Entries(Validator validator) {
        this.validator = validator;
    }

    /** @throws ProblemException 400 naming the fields at fault, as seen from the entry */
    public <T> T read(JsonNode entry, Class<T> type) {
        T value;
        try {
            value = HttpJson.mapper().treeToValue(entry, type);
        } catch (JacksonException unfit) {
            throw BadJson.problemOf(unfit).exception();
        }
        if (value == null) {
            throw Problem.invalid("body", "an object").exception();
        }
        List<InvalidField> errors = validator.validate(value).stream()
                .map(violation -> InvalidField.expecting(
                        violation.getPropertyPath().toString(), Expectation.inMessage(violation.getMessage())))
                .distinct()
                .sorted(Comparator.comparing(InvalidField::field))
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
        return value;
    }
}
