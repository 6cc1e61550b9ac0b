package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.AppendCondition.Check;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.axon.EventPayloads;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** What a boundary reads, in Axon's words and in the log's. */
record BoundaryCriteria(Set<QualifiedName> names, Set<String> types) {

    BoundaryCriteria {
        types = Set.copyOf(types);
    }

    static BoundaryCriteria of(Boundary<?, ?> boundary, EventPayloads payloads) {
        Set<QualifiedName> names = new HashSet<>();
        for (Class<?> type : boundary.eventTypes()) {
            names.add(payloads.typeOf(type).qualifiedName());
        }
        return new BoundaryCriteria(Set.copyOf(names), payloads.storedTypes(boundary.eventTypes()));
    }

    EventCriteria criteria(org.axonframework.messaging.eventstreaming.Tag tag) {
        return EventCriteria.havingTags(tag).andBeingOneOfTypes(names);
    }

    Check check(org.axonframework.messaging.eventstreaming.Tag tag, long after) {
        return new Check(Criterion.tagged(log(tag)).withTypes(types), after);
    }

    /** Whatever carries the tag. */
    static EventCriteria anything(org.axonframework.messaging.eventstreaming.Tag tag) {
        return EventCriteria.havingTags(tag).andBeingOfAnyType();
    }

    /** That nothing at all carries the tag. */
    static Check nothing(org.axonframework.messaging.eventstreaming.Tag tag) {
        return new Check(Criterion.tagged(log(tag)), 0);
    }

    static Tag log(org.axonframework.messaging.eventstreaming.Tag tag) {
        return new Tag(tag.key(), tag.value());
    }
}
