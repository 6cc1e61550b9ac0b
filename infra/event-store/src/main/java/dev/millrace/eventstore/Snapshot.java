package dev.millrace.eventstore;

/**
 * A state folded from events.
 *
 * @param boundary what was folded, by name
 * @param tag that the folded events carry
 * @param shape of the state, and the version of the fold: whoever has another begins anew
 * @param position all events up to here are in the state
 * @param state encoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Snapshot(String boundary, Tag tag, String shape, long position, byte[] state) {}
