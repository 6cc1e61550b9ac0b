package dev.millrace.eventstore.decision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entries used last, up to a number; the one that nobody used for longest makes room. For states folded from the log: most of
 * what is decided on began a moment ago and is used a few times within seconds, and a cache that weighs frequency (Caffeine's
 * does) gives such entries up for old ones that were used as often. Thread-safe, never blocks for longer than a look into a map.
 */
public final class RecentlyUsed<K, V> {

    private final Map<K, V> entries;

    /** @param capacity entries at most, 1 or more */
    public RecentlyUsed(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is %d, expected 1 or more".formatted(capacity));
        }
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Null if there is none. */
    public synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    /**
     * Puts {@code value} where there is none, and what is made of the old and the new one otherwise. Answers with what is there now.
     *
     * @param choice pure; must not use these entries
     */
    public synchronized V merge(K key, V value, BinaryOperator<V> choice) {
        return entries.merge(key, value, choice);
    }
}
