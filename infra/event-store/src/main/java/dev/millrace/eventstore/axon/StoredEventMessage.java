package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.StoredEvent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Map;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;

/** A stored event as Axon's message, its payload the stored bytes. Metadata is decoded only for those who ask. */
public final class StoredEventMessage implements EventMessage {

    private final StoredEvent event;
    private @Nullable EventMessage whole;

    StoredEventMessage(StoredEvent event) {
        this.event = event;
    }

    public StoredEvent stored() {
        return event;
    }

    private EventMessage whole() {
        EventMessage message = whole;
        if (message == null) {
            message =
                    new GenericEventMessage(identifier(), type(), event.payload(), event.metadata(), event.timestamp());
            whole = message;
        }
        return message;
    }

    @Override
    public String identifier() {
        return event.id().toString();
    }

    @Override
    public MessageType type() {
        return new MessageType(event.type(), event.version());
    }

    @Override
    public byte[] payload() {
        return event.payload();
    }

    @Override
    public Class<?> payloadType() {
        return byte[].class;
    }

    @Override
    public Instant timestamp() {
        return event.timestamp();
    }

    @Override
    public Metadata metadata() {
        return whole().metadata();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> @Nullable T payloadAs(Type type, @Nullable Converter converter) {
        return whole().payloadAs(type, converter);
    }

    @Override
    public EventMessage withMetadata(Map<String, String> metadata) {
        return whole().withMetadata(metadata);
    }

    @Override
    public EventMessage andMetadata(Map<String, String> metadata) {
        return whole().andMetadata(metadata);
    }

    @Override
    public EventMessage withConvertedPayload(Type type, Converter converter) {
        return whole().withConvertedPayload(type, converter);
    }

    @Override
    public String toString() {
        return event.toString();
    }
}
