package dev.millrace.http;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A part of a request that was refused.
 *
 * @param field path in the body such as {@code items[0].quantity}, or the name of a parameter or header, or {@code body}
 * @param expected what should have been there
 * @param message what is wrong; never repeats the value
 */
public record InvalidField(
        @Schema(example = "items[0].quantity") String field,

        @Schema(example = "a whole number from 1 to 1000000")
        String expected,

        String message) {

    /** One whose message follows from what was expected. */
    public static InvalidField expecting(String field, String expected) {
        return new InvalidField(field, expected, field + " must be " + expected);
    }
}
