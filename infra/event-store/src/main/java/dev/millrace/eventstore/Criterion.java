package dev.millrace.eventstore;

import java.util.Arrays;
import java.util.Set;

/**
 * Matches events that carry all of the tags and have one of the types.
 *
 * @param tags empty for any
 * @param types qualified names; empty for any
 */
public record Criterion(Set<Tag> tags, Set<String> types) {

    public Criterion {
        tags = Set.copyOf(tags);
        types = Set.copyOf(types);
    }

    /** Events of any type that carry all of the tags. */
    public static Criterion tagged(Tag... tags) {
        return new Criterion(Set.copyOf(Arrays.asList(tags)), Set.of());
    }

    /** Events of one of the types, whatever their tags. */
    public static Criterion ofTypes(String... types) {
        return new Criterion(Set.of(), Set.copyOf(Arrays.asList(types)));
    }

    public Criterion withTypes(Set<String> types) {
        return new Criterion(tags, types);
    }

    boolean matches(StoredEvent event) {
        return (types.isEmpty() || types.contains(event.type())) && event.tags().containsAll(tags);
    }
}
