package dev.millrace.eventstore;

import java.util.List;

/**
 * What must hold for an append: for each check, that no event matching its criterion lies beyond its position.
 *
 * @param checks all must hold; none for an unconditional append
 */
public record AppendCondition(List<Check> checks) {

    private static final AppendCondition NONE = new AppendCondition(List.of());

    /**
     * No event beyond {@code after} matches {@code criterion}.
     *
     * @param after the position up to which the decision has seen such events; 0 if it has seen none
     */
    public record Check(Criterion criterion, long after) {}

    public AppendCondition {
        checks = List.copyOf(checks);
    }

    public static AppendCondition none() {
        return NONE;
    }

    /** No event beyond {@code after} matches any of the criteria; criteria that match everything mean an unmoved head. */
    public static AppendCondition unchanged(Criteria criteria, long after) {
        if (criteria.anyOf().isEmpty()) {
            return new AppendCondition(List.of(new Check(Criterion.tagged(), after)));
        }
        return new AppendCondition(criteria.anyOf().stream()
                .map(criterion -> new Check(criterion, after))
                .toList());
    }
}
