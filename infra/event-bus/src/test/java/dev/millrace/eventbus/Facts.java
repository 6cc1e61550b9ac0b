package dev.millrace.eventbus;

import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.AnnotationBasedTagResolver;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/** Business events made ready to be appended, as the command side makes them, for tests that need no commands. */
public final class Facts {
    private static final AnnotationBasedTagResolver TAGS = new AnnotationBasedTagResolver();

    private Facts() {}

    public static NewEvent of(BusinessEvent event) {
        return of(event, EventJson.mapper().writeValueAsBytes(event));
    }

    /** As builds made it that knew only version 1, in which money didn't say that it is in minor units (ADR 90). */
    public static NewEvent ofVersion1(BusinessEvent event) {
        String json = EventJson.mapper().writeValueAsString(event).replace("\"minorUnits\":", "\"amount\":");
        return of(event, "1", json.getBytes(StandardCharsets.UTF_8));
    }

    /** With a payload of another making. */
    public static NewEvent of(BusinessEvent event, byte[] payload) {
        return of(event, EventCatalog.version(event.getClass()), payload);
    }

    private static NewEvent of(BusinessEvent event, String version, byte[] payload) {
        return new NewEvent(
                UUID.randomUUID(),
                EventCatalog.typeName(event.getClass()),
                version,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                payload,
                Map.of(Envelope.CORRELATION, "test", Envelope.CAUSATION, "test-cause"),
                tags(event));
    }

    private static Set<Tag> tags(BusinessEvent event) {
        return TAGS.resolve(new GenericEventMessage(new MessageType(event.getClass()), event)).stream()
                .map(tag -> Tag.of(tag.key(), tag.value()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
