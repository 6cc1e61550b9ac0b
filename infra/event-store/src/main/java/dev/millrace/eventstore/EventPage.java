package dev.millrace.eventstore;

import java.util.List;

/**
 * Some of the events that were asked for, in order.
 *
 * @param events as many as were asked for, or fewer if they would take up more than a page may; at least one if there is any
 * @param reached every matching event up to this position is on this page or an earlier one: the next page begins beyond it
 */
public record EventPage(List<StoredEvent> events, long reached) {

    public EventPage {
        events = List.copyOf(events);
    }
}
