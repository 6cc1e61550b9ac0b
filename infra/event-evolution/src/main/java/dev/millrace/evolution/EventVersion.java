package dev.millrace.evolution;

/**
 * A version of a type of events.
 *
 * @param type the qualified name that events are stored under, for instance {@code shop.OrderPlaced}
 * @param version as stored, for instance {@code 1}; versions have no order but the one that upcasters give them
 */
public record EventVersion(String type, String version) {

    /** @throws IllegalArgumentException if one of them is blank */
    public EventVersion {
        if (type.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException(
                    "an event version needs a type and a version: '" + type + "/" + version + "'");
        }
    }

    @Override
    public String toString() {
        return type + "/" + version;
    }
}
