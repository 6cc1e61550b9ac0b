package dev.millrace.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a parcel of an order. A UUID; the platform makes version 7, whose order is the order of creation. */
public record ParcelId(@JsonValue UUID value) {

    /** @throws IllegalArgumentException if {@code text} is not a UUID in its 36-character form */
    @JsonCreator
    public static ParcelId of(String text) {
        return new ParcelId(Identifiers.parse("parcel id", text));
    }

    /** A new time-ordered identifier. */
    public static ParcelId next() {
        return new ParcelId(Identifiers.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
