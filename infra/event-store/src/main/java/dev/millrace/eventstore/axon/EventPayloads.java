package dev.millrace.eventstore.axon;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;

/** Gives events of the application as objects of their class. Thread-safe. */
public final class EventPayloads {

    private final EventTypes types;
    private final JsonConverter converter;
    private final Evolution evolution;

    public EventPayloads(EventTypes types, JsonConverter converter, Evolution evolution) {
        this.types = types;
        this.converter = converter;
        this.evolution = evolution;
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

    /** The names under which events of the classes may be stored, past ones included. */
    public Set<String> storedTypes(Set<Class<?>> classes) {
        Set<String> names = HashSet.newHashSet(classes.size());
        for (Class<?> type : classes) {
            names.add(typeOf(type).name());
        }
        return evolution.storedTypes(names);
    }

    /** A state as bytes, as events are written. */
    public byte[] encode(Object state) {
        return java.util.Objects.requireNonNull(converter.<byte[]>convert(state, byte[].class));
    }

    /** @throws org.axonframework.conversion.ConversionException if the bytes aren't of the type */
    public <S> S decode(byte[] state, Class<S> type) {
        return type.cast(java.util.Objects.requireNonNull(converter.<Object>convert(state, type)));
    }

    public MessageType typeOf(Object event) {
        return types.messageType(event.getClass());
    }

    public MessageType typeOf(Class<?> type) {
        return types.messageType(type);
    }
}
