package dev.millrace.eventstore.processing;

import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.axon.StoredEventMessage;
import java.util.Optional;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.sequencing.SequencingPolicy;

/**
 * Events of the event store with the same value of a tag follow each other; those without it are each a sequence of its own. On a class of
 * handlers: {@code @SequencingPolicy(type = TagSequencingPolicy.class, parameters = "order")}.
 */
public final class TagSequencingPolicy implements SequencingPolicy {

    private final String key;

    /** @param key of the tag; of several such tags on an event the one whose value comes first in order counts */
    public TagSequencingPolicy(String key) {
        this.key = key;
    }

    @Override
    public Optional<Object> getSequenceIdentifierFor(EventMessage event, ProcessingContext context) {
        if (!(event instanceof StoredEventMessage stored)) {
            throw new IllegalArgumentException("Not from the event store: " + event.type());
        }
        return Optional.of(stored.stored().tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .sorted()
                .findFirst()
                .orElseGet(event::identifier));
    }
}
