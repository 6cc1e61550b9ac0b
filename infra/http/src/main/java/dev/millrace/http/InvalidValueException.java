package dev.millrace.http;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A JSON value that isn't what its place asks for. Doesn't hold the value, which may be a secret. */
final class InvalidValueException extends MismatchedInputException {

    private final String expected;

    InvalidValueException(JsonParser parser, String expected) {
        super(parser, "must be " + expected);
        this.expected = expected;
    }

    String expected() {
        return expected;
    }
}
