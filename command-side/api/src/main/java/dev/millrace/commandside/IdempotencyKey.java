package dev.millrace.commandside;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names a request, so that it can be repeated without happening twice. A parameter of a controller:
 * {@code @RequestHeader(name = IdempotencyKey.HEADER) IdempotencyKey key}.
 *
 * @param value 1 to 255 printable ASCII characters, chosen by the client
 */
public record IdempotencyKey(@JsonValue String value) {

    public static final String HEADER = "Idempotency-Key";

    /** On an answer that was given before. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{1,255}");

    /** @throws IllegalArgumentException if it has another form */
    public IdempotencyKey {
        if (value.isBlank() || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("key must be 1 to 255 printable ASCII characters");
        }
    }
}
