package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who was told what, to be held against the log after a crash. An append is three events that share a tag. */
final class Ledger {

    static final int EVENTS = 3;

    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    static List<NewEvent> append(UUID name) {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(TestStore.event("Part" + i, "append=" + name));
        }
        return events;
    }

    void acknowledge(String name, long position) {
        acknowledged.put(name, position);
    }

    int size() {
        return acknowledged.size();
    }

    /** Every acknowledged append is there, where it was said to be; every other is there whole or not at all. No position is left out. */
    void check(List<StoredEvent> log) {
        Map<String, List<StoredEvent>> appends = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            StoredEvent event = log.get(i);
            assertThat(event.position()).isEqualTo(i + 1);
            assertThat(event.type()).isEqualTo("Part" + i % EVENTS);
            appends.computeIfAbsent(name(event), none -> new ArrayList<>()).add(event);
        }
        appends.forEach((name, events) -> assertThat(events).as(name).hasSize(EVENTS));
        acknowledged.forEach((name, position) -> {
            assertThat(appends).containsKey(name);
            assertThat(appends.get(name).getLast().position()).isEqualTo(position);
        });
        assertThat(log.stream().map(StoredEvent::id).distinct()).hasSameSizeAs(log);
    }

    private static String name(StoredEvent event) {
        Set<Tag> tags = event.tags();
        return tags.iterator().next().value();
    }
}
