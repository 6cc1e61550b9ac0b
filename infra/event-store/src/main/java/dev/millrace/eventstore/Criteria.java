package dev.millrace.eventstore;

import java.util.List;
import java.util.Set;

/**
 * Matches events that match at least one criterion.
 *
 * @param anyOf empty for all events
 */
public record Criteria(List<Criterion> anyOf) {

    private static final Criteria EVERYTHING = new Criteria(List.of());

    public Criteria {
        anyOf = List.copyOf(anyOf);
    }

    public static Criteria everything() {
        return EVERYTHING;
    }

    public static Criteria anyOf(Criterion... criteria) {
        return new Criteria(List.of(criteria));
    }

    /** Events that carry all of the tags. */
    public static Criteria tagged(Tag... tags) {
        return anyOf(Criterion.tagged(tags));
    }

    /** Events of one of the types. */
    public static Criteria ofTypes(String... types) {
        return anyOf(Criterion.ofTypes(types));
    }

    /** False if no event matches whose tags are all among {@code tags}. */
    boolean mayMatchAmong(Set<Tag> tags) {
        if (anyOf.isEmpty()) {
            return true;
        }
        for (Criterion criterion : anyOf) {
            if (tags.containsAll(criterion.tags())) {
                return true;
            }
        }
        return false;
    }

    public boolean matches(StoredEvent event) {
        if (anyOf.isEmpty()) {
            return true;
        }
        for (Criterion criterion : anyOf) {
            if (criterion.matches(event)) {
                return true;
            }
        }
        return false;
    }
}
