package dev.millrace.eventstore;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An event to append.
 *
 * @param id unique in the store; a second append of the same id is refused
 * @param type qualified name, for instance {@code shop.OrderPlaced}
 * @param version of the payload's schema
 * @param timestamp kept to the microsecond
 * @param payload not copied: leave it alone once handed over
 */
public record NewEvent(
        UUID id,
        String type,
        String version,
        Instant timestamp,
        byte[] payload,
        Map<String, String> metadata,
        Set<Tag> tags) {

    public NewEvent {
        if (Tag.isUnfit(type) || Tag.isUnfit(version)) {
            throw new IllegalArgumentException(
                    "Type and version must not be empty or contain control characters: " + type + " " + version);
        }
    }
}
