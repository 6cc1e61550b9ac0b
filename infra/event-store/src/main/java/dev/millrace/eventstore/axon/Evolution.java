package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.evolution.EventContent;
import dev.millrace.evolution.EventVersion;
import dev.millrace.evolution.Upcasters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.core.MessageType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has stored events read in the versions that the application knows. What is in its version already, and what the application
 * doesn't know by name, is left alone. Thread-safe.
 */
public final class Evolution {

    private final EventTypes types;
    private final Upcasters upcasters;
    private final JsonMapper mapper;

    /** @param mapper reads and writes what is lifted */
    public Evolution(EventTypes types, Upcasters upcasters, JsonMapper mapper) {
        this.types = types;
        this.upcasters = upcasters;
        this.mapper = mapper;
    }

    /** Whether asking by a type may bring events of other types. */
    boolean widens() {
        return upcasters.rename();
    }

    /** All names under which events of the types may be stored. */
    Set<String> storedTypes(Set<String> wanted) {
        Set<String> stored = HashSet.newHashSet(wanted.size());
        for (String type : wanted) {
            stored.addAll(upcasters.storedTypes(type));
        }
        return stored;
    }

    /**
     * The event as the application knows it: as a rule the very same; several after a split.
     *
     * @throws UnknownEventVersionException if the application knows another version, and no upcaster leads there
     */
    List<StoredEvent> of(StoredEvent event) {
        MessageType known = types.messageTypeNamed(event.type());
        if (known != null && known.version().equals(event.version())) {
            return List.of(event);
        }
        EventVersion stored = new EventVersion(event.type(), event.version());
        if (!upcasters.beginAt(stored)) {
            if (known != null) {
                throw new UnknownEventVersionException(event, stored, known.version());
            }
            return List.of(event);
        }
        List<StoredEvent> lifted = new ArrayList<>(1);
        for (EventContent content : lifted(event, stored)) {
            EventVersion version = content.version();
            MessageType current = types.messageTypeNamed(version.type());
            if (current != null && !current.version().equals(version.version())) {
                throw new UnknownEventVersionException(event, version, current.version());
            }
            lifted.add(event.readAs(
                    lifted.size(), version.type(), version.version(), mapper.writeValueAsBytes(content.json())));
        }
        return lifted;
    }

    private List<EventContent> lifted(StoredEvent event, EventVersion stored) {
        try {
            return upcasters.lifted(new EventContent(stored, (ObjectNode) mapper.readTree(event.payload())));
        } catch (JacksonException | ClassCastException e) {
            throw new IllegalStateException("Event " + event + " can't be lifted: it is no JSON object", e);
        }
    }
}
