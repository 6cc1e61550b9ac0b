package dev.millrace.http;

import org.jspecify.annotations.Nullable;

/**
 * A position in the event log, as it stands in headers. A parameter of a controller:
 * {@code @RequestHeader(name = EventPosition.MIN_HEADER, required = false) EventPosition min}.
 *
 * @param value 0, before the first event, or more
 */
public record EventPosition(long value) {

    /** On the answer to an accepted write: position of its last event. */
    public static final String HEADER = "Event-Position";

    /** On a read: the answer must take account of everything up to this position. */
    public static final String MIN_HEADER = "Min-Event-Position";

    /** @throws IllegalArgumentException if it is negative */
    public EventPosition {
        if (value < 0) {
            throw new IllegalArgumentException("position must be a whole number, 0 or more");
        }
    }

    /** @throws IllegalArgumentException if {@code text} isn't a whole number, 0 or more */
    public static EventPosition of(String text) {
        return new EventPosition(text.matches("\\d{1,18}") ? Long.parseLong(text) : -1);
    }

    /** As {@link #of}, of a header, which may be there and say nothing. */
    static @Nullable EventPosition orNone(String text) {
        return text.isBlank() ? null : of(text);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
