package dev.millrace.eventstore.axon;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/** The event classes of an application by the names they are stored under, as {@code @Event} declares them. Immutable. */
public final class EventTypes {

    private final Map<String, Class<?>> byName = new HashMap<>();
    private final Map<Class<?>, MessageType> byClass = new HashMap<>();

    private EventTypes() {}

    /** @param types annotated with {@code @Event} giving at least a name */
    public static EventTypes of(Collection<? extends Class<?>> types) {
        EventTypes eventTypes = new EventTypes();
        types.forEach(eventTypes::add);
        return eventTypes;
    }

    private void add(Class<?> type) {
        Event event = type.getAnnotation(Event.class);
        if (event == null) {
            throw new IllegalArgumentException(type.getName() + " is not annotated with @Event");
        }
        String namespace = event.namespace().isEmpty() ? type.getPackageName() : event.namespace();
        String name = event.name().isEmpty() ? type.getSimpleName() : event.name();
        MessageType messageType = new MessageType(new QualifiedName(namespace, name), event.version());
        Class<?> other = byName.put(messageType.name(), type);
        if (other != null) {
            throw new IllegalArgumentException(other.getName() + " and " + type.getName() + " have the same name");
        }
        byClass.put(type, messageType);
    }

    /** The class of events stored under {@code name}, if it is one of the application's. */
    public @Nullable Class<?> typeNamed(String name) {
        return byName.get(name);
    }

    /** The name and the version of events stored under {@code name}, if it is one of the application's. */
    @Nullable
    MessageType messageTypeNamed(String name) {
        Class<?> type = byName.get(name);
        return type == null ? null : byClass.get(type);
    }

    Collection<Class<?>> classes() {
        return byName.values();
    }

    public MessageType messageType(Class<?> type) {
        MessageType messageType = byClass.get(type);
        if (messageType == null) {
            throw new IllegalArgumentException(type.getName() + " is not among the event types of the application");
        }
        return messageType;
    }
}
