package dev.millrace.id;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.util.UuidValidator;
import java.util.UUID;
import java.util.regex.Pattern;

final class Identifiers {

    private Identifiers() {}

    static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
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
