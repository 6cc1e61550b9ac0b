package dev.millrace.id;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.util.UuidValidator;
import java.util.UUID;
import java.util.regex.Pattern;

final class Identifiers {

    private Identifiers() {}

    /** Rises with time; a name, not a secret: unpredictable to a degree, and made without waiting for the system's entropy. */
    static UUID next() {
        return UuidCreator.getTimeOrderedEpochFast();
    }

    static UUID parse(String what, String text) {
        if (text.length() != 36 || !UuidValidator.isValid(text)) {
            throw new IllegalArgumentException(what + " must be a UUID, such as 0192f1c4-7b1e-7c3a-9d55-0a4b8c2e6f10");
        }
        return UUID.fromString(text);
    }

    static String matching(Pattern pattern, String expected, String what, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " must be " + expected);
        }
        return text;
    }
}
