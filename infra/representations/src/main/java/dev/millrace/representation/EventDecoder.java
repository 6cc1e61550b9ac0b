package dev.millrace.representation;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.schema.EventReader;
import java.util.Optional;

/** Makes business events of stored ones. */
public final class EventDecoder {

    private EventDecoder() {}

    /** @return absent for a type that this version doesn't know, such as one that a newer writer has begun to use */
    public static Optional<RecordedEvent> decode(StoredEvent stored) {
        return Optional.of(stored)
                .filter(event -> EventReader.knows(event.type()))
                .map(event -> EventReader.read(event.type(), event.version(), event.payload()))
                .map(event -> new RecordedEvent(
                        stored.position(),
                        stored.id().toString(),
                        stored.type(),
                        stored.timestamp(),
                        stored.metadata().get("correlationId"),
                        stored.metadata().get("causationId"),
                        Actor.of(stored.metadata()),
                        event));
    }
}
