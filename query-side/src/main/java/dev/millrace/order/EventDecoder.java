package dev.millrace.order;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectReader;

/** Makes business events of stored ones. */
final class EventDecoder {

    private static final Map<String, ObjectReader> READERS = EventCatalog.types().stream()
            .collect(Collectors.toUnmodifiableMap(EventCatalog::typeName, EventJson.mapper()::readerFor));

    private EventDecoder() {}

    /** @return absent for a type that this version doesn't know, such as one that a newer writer has begun to use */
    static Optional<RecordedEvent> decode(StoredEvent stored) {
        return Optional.ofNullable(READERS.get(stored.type()))
                .<BusinessEvent>map(reader -> reader.readValue(stored.payload()))
                .map(event -> new RecordedEvent(
                        stored.position(),
                        stored.id().toString(),
                        stored.type(),
                        stored.timestamp(),
                        stored.metadata().get("correlationId"),
                        stored.metadata().get("causationId"),
                        event));
    }
}
