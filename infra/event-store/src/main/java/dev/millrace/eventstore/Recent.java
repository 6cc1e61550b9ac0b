package dev.millrace.eventstore;

import java.util.ArrayList;
import java.util.List;

/**
 * The latest events, without a gap, up to the head as this process knows it. Immutable.
 *
 * @param before the position before the first of them
 * @param events may be empty
 * @param head position of the last
 */
record Recent(long before, List<StoredEvent> events, long head) {

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

    boolean reachesBackTo(long position) {
        return position >= before;
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
