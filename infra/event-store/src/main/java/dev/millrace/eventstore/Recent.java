package dev.millrace.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The latest events, without a gap, up to the head as this process knows it: at most 2,048, and no older ones than it takes to make
 * 8 MiB of payloads. Immutable.
 *
 * @param before the position before the first of them
 * @param events may be empty
 * @param head position of the last
 */
public record Recent(long before, List<StoredEvent> events, long head) {

    private static final int MAX_EVENTS = 2_048;
    private static final long MAX_BYTES = 8 << 20;

    static Recent startingAt(long head) {
        return new Recent(head, List.of(), head);
    }

    /** With events that follow directly; the oldest make room. */
    Recent plus(List<StoredEvent> newer) {
        List<StoredEvent> all = new ArrayList<>(events.size() + newer.size());
        all.addAll(events);
        all.addAll(newer);
        long bytes = 0;
        int from = all.size();
        while (from > 0 && all.size() - from < MAX_EVENTS && bytes < MAX_BYTES) {
            from--;
            bytes += all.get(from).payload().length;
        }
        List<StoredEvent> kept = from == 0 ? all : new ArrayList<>(all.subList(from, all.size()));
        return new Recent(kept.getFirst().position() - 1, kept, newer.getLast().position());
    }

    /** Whether all events beyond {@code position}, up to the head, are here. */
    public boolean reachesBackTo(long position) {
        return position >= before;
    }

    /**
     * Events of one of the types, with one of the tags, beyond the tag's position; in order. For any number of tags the effort is that
     * of going through the events once.
     *
     * @param starts must all be reached back to
     */
    public List<StoredEvent> after(Map<Tag, Long> starts, Set<String> types) {
        long least = starts.values().stream().mapToLong(start -> start).min().orElse(head);
        List<StoredEvent> matching = new ArrayList<>();
        for (int i = (int) (least - before); i < events.size(); i++) {
            StoredEvent event = events.get(i);
            if (types.contains(event.type()) && isBeyond(starts, event)) {
                matching.add(event);
            }
        }
        return matching;
    }

    private static boolean isBeyond(Map<Tag, Long> starts, StoredEvent event) {
        for (Tag tag : event.tags()) {
            Long start = starts.get(tag);
            if (start != null && event.position() > start) {
                return true;
            }
        }
        return false;
    }

    List<StoredEvent> after(long position, Criteria criteria) {
        List<StoredEvent> matching = new ArrayList<>();
        for (int i = (int) Math.max(0, position - before); i < events.size(); i++) {
            StoredEvent event = events.get(i);
            if (criteria.matches(event)) {
                matching.add(event);
            }
        }
        return matching;
    }
}
