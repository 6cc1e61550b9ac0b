package dev.millrace.sagas;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.id.OrderId;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import dev.millrace.schema.Tags;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stored events as the records they are. */
final class OrderEvents {

    private static final Map<String, Class<? extends BusinessEvent>> TYPES =
            EventCatalog.types().stream().collect(Collectors.toMap(EventCatalog::typeName, Function.identity()));

    private OrderEvents() {}

    /** @throws NullPointerException if the event's type is not in the catalogue */
    static BusinessEvent decode(StoredEvent event) {
        Class<? extends BusinessEvent> type = Objects.requireNonNull(TYPES.get(event.type()), event.type());
        return EventJson.mapper().readValue(event.payload(), type);
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
