package dev.millrace.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies the payment of an order. A UUID; the platform makes version 7, whose order is the order of creation. */
public record PaymentId(@JsonValue UUID value) {

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    @JsonCreator
    public static PaymentId of(String text) {
        return new PaymentId(Identifiers.parse("payment id", text));
    }

    /** A new time-ordered identifier. */
    public static PaymentId next() {
        return new PaymentId(Identifiers.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
