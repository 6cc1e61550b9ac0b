package dev.millrace.eventstore.configuration;

import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.axon.EventTypes;
import dev.millrace.eventstore.erasure.Erasure;
import dev.millrace.eventstore.erasure.PersonalFields;
import dev.millrace.eventstore.erasure.Sealing;
import dev.millrace.evolution.Upcasters;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an application on the event log is made of.
 *
 * @param mapper writes and reads events
 * @param eventTypes all classes of events in their present version, annotated with {@code @Event}
 * @param upcasters make present versions of past ones as events are read, for decisions and for processors alike
 * @param erasure encrypts what is {@link dev.millrace.eventstore.erasure.Personal}, and decrypts what was encrypted; null if nothing
 *     ever was
 */
public record EventStoreSetup(
        EventLog log,
        JsonMapper mapper,
        List<Class<?>> eventTypes,
        Upcasters upcasters,
        @Nullable Erasure erasure) {

    /** No upcasters, nothing personal. */
    public static EventStoreSetup of(EventLog log, JsonMapper mapper, Collection<? extends Class<?>> eventTypes) {
        return new EventStoreSetup(log, mapper, List.copyOf(eventTypes), Upcasters.none(), null);
    }

    /** The same, reading past versions. */
    public EventStoreSetup upcastBy(Upcasters others) {
        return new EventStoreSetup(log, mapper, eventTypes, others, erasure);
    }

    /** The same, with personal fields encrypted. */
    public EventStoreSetup erasedBy(Erasure other) {
        return new EventStoreSetup(log, mapper, eventTypes, upcasters, other);
    }

    @Nullable
    Sealing sealing(EventTypes types) {
        PersonalFields fields = PersonalFields.of(
                eventTypes,
                type -> types.messageType(type).name(),
                mapper,
                erasure == null ? "" : erasure.settings().marker());
        if (erasure != null) {
            return erasure.sealing(fields);
        }
        if (!fields.isEmpty()) {
            throw new IllegalArgumentException(
                    "Events have @Personal fields, which would be stored in clear: set up an Erasure");
        }
        return null;
    }
}
