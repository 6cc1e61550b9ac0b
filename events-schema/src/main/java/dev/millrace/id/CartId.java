package dev.millrace.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a cart. A UUID; the platform makes version 7, whose order is the order of creation. */
public record CartId(@JsonValue UUID value) {

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    @JsonCreator
    public static CartId of(String text) {
        return new CartId(Identifiers.parse("cart id", text));
    }

    /** A new time-ordered identifier. */
    public static CartId next() {
        return new CartId(Identifiers.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
