package dev.millrace.sagas;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventReader;
import dev.millrace.schema.Tags;

/** Stored events as the records they are. */
final class OrderEvents {

    private OrderEvents() {}

    static BusinessEvent decode(StoredEvent event) {
        return EventReader.read(event.type(), event.version(), event.payload());
    }

    /** The order that an event is about. */
    static OrderId orderOf(StoredEvent event) {
        return event.tags().stream()
                .filter(tag -> tag.key().equals(Tags.ORDER))
                .map(Tag::value)
                .findFirst()
                .map(OrderId::of)
                .orElseThrow(() -> new IllegalArgumentException(event + " is about no order"));
    }
}
