package dev.millrace.representation;

import dev.millrace.eventstore.Tag;
import org.jspecify.annotations.Nullable;

/** How the events of one thing make its view. Pure; equal to others of the same thing. */
public interface Thing<V> {

    /** What all its events carry. */
    Tag tag();

    /** @param view absent before the first event; leaves out what is in it already */
    @Nullable
    V evolve(@Nullable V view, RecordedEvent event);
}
