package dev.millrace.eventstore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The latest events, without a gap, up to the head as this process knows it: some 2,048, and no older ones than it takes to make 8 MiB
 * of payloads, to the part. Immutable.
 */
public final class Recent {

    private static final int MAX_EVENTS = 2_048;
    private static final long MAX_BYTES = 8 << 20;

    private final long before;
    private final List<Part> parts;
    private final int size;
    private final long bytes;
    private final long head;

    private Recent(long before, List<Part> parts, int size, long bytes, long head) {
        this.before = before;
        this.parts = parts;
        this.size = size;
        this.bytes = bytes;
        this.head = head;
    }

    static Recent startingAt(long head) {
        return new Recent(head, List.of(), 0, 0, head);
    }

    /**
     * With events that follow directly; the oldest make room.
     *
     * @param begun tags of these events that no earlier event of the log has
     */
    Recent plus(List<StoredEvent> newer, Set<Tag> begun) {
        List<Part> fresh = Part.of(newer, begun);
        List<Part> all = new ArrayList<>(parts);
        if (!all.isEmpty() && all.getLast().hasRoomFor(fresh.getFirst())) {
            all.add(all.removeLast().and(fresh.getFirst()));
            all.addAll(fresh.subList(1, fresh.size()));
        } else {
            all.addAll(fresh);
        }
        int events = size + newer.size();
        long payloads = bytes + fresh.stream().mapToLong(Part::bytes).sum();
        int from = 0;
        while (from < all.size() - 1) {
            Part oldest = all.get(from);
            if (events - oldest.events().size() < MAX_EVENTS && payloads - oldest.bytes() < MAX_BYTES) {
                break;
            }
            events -= oldest.events().size();
            payloads -= oldest.bytes();
            from++;
        }
        List<Part> kept = from == 0 ? all : new ArrayList<>(all.subList(from, all.size()));
        return new Recent(
                kept.getFirst().first() - 1,
                kept,
                events,
                payloads,
                newer.getLast().position());
    }

    /** Position of the last event. */
    public long head() {
        return head;
    }

    /** Whether all events beyond {@code position}, up to the head, are here. */
    public boolean reachesBackTo(long position) {
        return position >= before;
    }

    /**
     * Whether all matching events beyond {@code position}, up to the head, are here: as {@linkplain #reachesBackTo it reaches back} that far, or
     * as whatever the criteria ask for is known to have begun since.
     */
    public boolean holds(Criteria criteria, long position) {
        if (reachesBackTo(position)) {
            return true;
        }
        for (Criterion criterion : criteria.anyOf()) {
            if (criterion.tags().stream().noneMatch(this::begins)) {
                return false;
            }
        }
        return !criteria.anyOf().isEmpty();
    }

    private boolean begins(Tag tag) {
        for (Part part : parts) {
            if (part.begun().contains(tag)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Events of one of the types, with one of the tags, beyond the tag's position; in order. For any number of tags the effort is at
     * most that of going through the events once.
     *
     * @param starts must all be reached back to
     */
    public List<StoredEvent> after(Map<Tag, Long> starts, Set<String> types) {
        long least = starts.values().stream().mapToLong(start -> start).min().orElse(head);
        List<StoredEvent> matching = new ArrayList<>();
        for (Part part : partsAfter(least)) {
            if (!Collections.disjoint(part.tags(), starts.keySet())) {
                for (StoredEvent event : part.events()) {
                    if (types.contains(event.type()) && isBeyond(starts, event)) {
                        matching.add(event);
                    }
                }
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

    /** Matching events beyond {@code position}, in order; all of them if they are {@linkplain #holds held}. */
    public List<StoredEvent> after(long position, Criteria criteria) {
        List<StoredEvent> matching = new ArrayList<>();
        for (Part part : partsAfter(position)) {
            if (criteria.mayMatchAmong(part.tags())) {
                for (StoredEvent event : part.events()) {
                    if (event.position() > position && criteria.matches(event)) {
                        matching.add(event);
                    }
                }
            }
        }
        return matching;
    }

    private List<Part> partsAfter(long position) {
        int from = parts.size();
        while (from > 0 && parts.get(from - 1).last() > position) {
            from--;
        }
        return parts.subList(from, parts.size());
    }

    /** Some events that follow each other, with all their tags: most readers look for a few of these, and in most parts in vain. */
    private record Part(List<StoredEvent> events, Set<Tag> tags, Set<Tag> begun, long bytes) {

        private static final int MOST_EVENTS = 64;
        /** Beyond which a part takes in no other event, so that large ones make room one by one. */
        private static final long MUCH = MAX_BYTES / MOST_EVENTS;

        static List<Part> of(List<StoredEvent> events, Set<Tag> begun) {
            List<Part> parts = new ArrayList<>();
            Set<Tag> begins = new HashSet<>(begun);
            int from = 0;
            long bytes = 0;
            for (int i = 0; i < events.size(); i++) {
                bytes += events.get(i).payload().length;
                int next = i + 1;
                if (next - from == MOST_EVENTS || bytes > MUCH || next == events.size()) {
                    parts.add(of(events.subList(from, next), begins, bytes));
                    from = next;
                    bytes = 0;
                }
            }
            return parts;
        }

        /** @param begins of which it takes its own */
        private static Part of(List<StoredEvent> events, Set<Tag> begins, long bytes) {
            Set<Tag> tags = new HashSet<>();
            events.forEach(event -> tags.addAll(event.tags()));
            Set<Tag> begun = new HashSet<>(begins);
            begun.retainAll(tags);
            begins.removeAll(begun);
            return new Part(List.copyOf(events), tags, Set.copyOf(begun), bytes);
        }

        boolean hasRoomFor(Part next) {
            return events.size() + next.events.size() <= MOST_EVENTS && bytes + next.bytes <= MUCH;
        }

        /** One of both; {@code next} follows. */
        Part and(Part next) {
            return new Part(
                    both(events, next.events), both(tags, next.tags), both(begun, next.begun), bytes + next.bytes);
        }

        private static <T> List<T> both(List<T> one, List<T> other) {
            List<T> all = new ArrayList<>(one.size() + other.size());
            all.addAll(one);
            all.addAll(other);
            return Collections.unmodifiableList(all);
        }

        private static <T> Set<T> both(Set<T> one, Set<T> other) {
            Set<T> all = HashSet.newHashSet(one.size() + other.size());
            all.addAll(one);
            all.addAll(other);
            return all;
        }

        long first() {
            return events.getFirst().position();
        }

        long last() {
            return events.getLast().position();
        }
    }
}
