package dev.millrace.eventstore;

import dev.millrace.eventstore.AppendCondition.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks of one or several appends, spread over columns as the functions of the database take them. */
final class CheckColumns {

    private final List<Integer> appends = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final Map<Set<String>, Integer> typeSets = new HashMap<>();
    private final List<String> joinedTypeSets = new ArrayList<>();

    void add(int append, Check check) {
        appends.add(append);
        positions.add(check.after());
        tags.add(Separated.join(check.criterion().tags()));
        Set<String> wanted = check.criterion().types();
        types.add(wanted.isEmpty() ? 0 : typeSets.computeIfAbsent(wanted, this::addTypeSet));
    }

    private int addTypeSet(Set<String> wanted) {
        joinedTypeSets.add(Separated.join(wanted));
        return joinedTypeSets.size();
    }

    Integer[] appends() {
        return appends.toArray(Integer[]::new);
    }

    Long[] positions() {
        return positions.toArray(Long[]::new);
    }

    String[] tags() {
        return tags.toArray(String[]::new);
    }

    Integer[] types() {
        return types.toArray(Integer[]::new);
    }

    String[] typeSets() {
        return joinedTypeSets.toArray(String[]::new);
    }
}
