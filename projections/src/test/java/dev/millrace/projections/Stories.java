package dev.millrace.projections;

import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stories as projections get them. */
final class Stories {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant BEGIN = Instant.parse("2026-04-01T08:00:00Z");

    private Stories() {}

    /** An event a second. */
    static List<ProjectedEvent> projected(List<BusinessEvent> story) {
        List<ProjectedEvent> events = new ArrayList<>();
        for (int i = 0; i < story.size(); i++) {
            var event = story.get(i);
            events.add(new ProjectedEvent(i + 1, EventCatalog.typeName(event.getClass()), BEGIN.plusSeconds(i), event));
        }
        return events;
    }

    /** Those of the events that it handles. */
    static void write(ReadModelWriter writer, long generation, List<ProjectedEvent> events) {
        var its = events.stream()
                .filter(it -> writer.handles().contains(it.event().getClass()))
                .toList();
        if (!its.isEmpty()) {
            writer.write(generation, its).block(PATIENCE);
        }
    }
}
