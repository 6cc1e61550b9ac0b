package dev.millrace.eventstore;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Lists of tags and types travel as one text each, since arrays of arrays must be rectangular. */
final class Separated {

    static final char SEPARATOR = '\u001f';

    private Separated() {}

    static String join(Collection<?> items) {
        if (items.isEmpty()) {
            return "";
        }
        if (items.size() == 1) {
            return items.iterator().next().toString();
        }
        StringBuilder joined = new StringBuilder(items.size() * 24);
        for (Object item : items) {
            if (!joined.isEmpty()) {
                joined.append(SEPARATOR);
            }
            joined.append(item);
        }
        return joined.toString();
    }

    static Set<Tag> tags(String joined) {
        if (joined.isEmpty()) {
            return Set.of();
        }
        Set<Tag> tags = new LinkedHashSet<>();
        int start = 0;
        for (int end; (end = joined.indexOf(SEPARATOR, start)) >= 0; start = end + 1) {
            tags.add(Tag.parse(joined.substring(start, end)));
        }
        tags.add(Tag.parse(joined.substring(start)));
        return Collections.unmodifiableSet(tags);
    }
}
