package dev.millrace.eventstore.axon;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.Criterion;
import dev.millrace.eventstore.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.jspecify.annotations.Nullable;

/** Axon's criteria in the log's words. */
final class Translation {

    /** Criteria of one decision share a few sets of types; these are translated once. */
    private final IdentityHashMap<Set<QualifiedName>, Set<String>> types = new IdentityHashMap<>();

    private final @Nullable Evolution evolution;

    private Translation(@Nullable Evolution evolution) {
        this.evolution = evolution;
    }

    /** @param evolution adds the names of past versions; null if there are none */
    static Criteria criteria(EventCriteria criteria, @Nullable Evolution evolution) {
        if (!criteria.hasCriteria()) {
            return Criteria.everything();
        }
        Translation translation = new Translation(evolution);
        Set<EventCriterion> flat = criteria.flatten();
        List<Criterion> anyOf = new ArrayList<>(flat.size());
        for (EventCriterion criterion : flat) {
            anyOf.add(translation.criterion(criterion));
        }
        return new Criteria(anyOf);
    }

    private Criterion criterion(EventCriterion criterion) {
        return new Criterion(tags(criterion.tags()), types.computeIfAbsent(criterion.types(), this::names));
    }

    static Set<Tag> tags(Set<org.axonframework.messaging.eventstreaming.Tag> tags) {
        Set<Tag> translated = HashSet.newHashSet(tags.size());
        for (org.axonframework.messaging.eventstreaming.Tag tag : tags) {
            translated.add(new Tag(tag.key(), tag.value()));
        }
        return translated;
    }

    private Set<String> names(Set<QualifiedName> names) {
        Set<String> translated = HashSet.newHashSet(names.size());
        for (QualifiedName name : names) {
            translated.add(name.name());
        }
        return Set.copyOf(evolution == null ? translated : evolution.storedTypes(translated));
    }
}
