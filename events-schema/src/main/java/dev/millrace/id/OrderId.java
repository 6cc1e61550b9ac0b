package dev.millrace.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies an order. A UUID; the platform makes version 7, whose order is the order of creation. */
public record OrderId(@JsonValue UUID value) {

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    @JsonCreator
    public static OrderId of(String text) {
        return new OrderId(Identifiers.parse("order id", text));
    }

    /** A new time-ordered identifier. */
    public static OrderId next() {
        return new OrderId(Identifiers.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
