package dev.millrace.eventstore.axon;

import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;

/** Gives events of the application as objects of their class. Thread-safe. */
public final class EventPayloads {

    private final EventTypes types;
    private final JsonConverter converter;

    public EventPayloads(EventTypes types, JsonConverter converter) {
        this.types = types;
        this.converter = converter;
        converter.prepare(types.classes());
    }

    /** The payload as object; decoded only if it is bytes still. */
    public Object of(EventMessage message) {
        Object payload = message.payload();
        if (payload != null && !(payload instanceof byte[])) {
            return payload;
        }
        String name = message.type().name();
        Class<?> type = types.typeNamed(name);
        if (type == null || payload == null) {
            throw new IllegalStateException("No class is known for event " + message.identifier() + " of type " + name);
        }
        return java.util.Objects.requireNonNull(converter.<Object>convert(payload, type));
    }

    public MessageType typeOf(Object event) {
        return types.messageType(event.getClass());
    }

    public MessageType typeOf(Class<?> type) {
        return types.messageType(type);
    }
}
