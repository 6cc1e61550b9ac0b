package dev.millrace.eventstore.chain;

/**
 * Where the log is not what was appended.
 *
 * @param position of the first event concerned
 * @param block the block that covers it; the one after the last if none does
 * @param explanation for people
 */
public record Fault(Kind kind, long position, long block, String explanation) {

    public enum Kind {
        /** The event is there and is not what it was: id, type, version, time, payload, metadata or tags. */
        EVENT_ALTERED,
        /** The event is gone, or the ones after it have moved up to its place. */
        EVENT_MISSING,
        /** There is an event that no append wrote. */
        EVENT_INSERTED,
        /** The event has changed places with a later one. */
        EVENTS_SWAPPED,
        /** The event is not, or wrongly, found by its tags. */
        TAG_INDEX_ALTERED,
        /** The block's hash does not follow from its content and the hash before it. */
        BLOCK_ALTERED,
        /** A block between two others is gone. */
        BLOCK_MISSING,
        /** The chain ends before a head that was kept: blocks, and probably events, were cut off. */
        CUT_OFF,
        /** The chain is sound in itself and not the one that a kept head was taken from: it was written anew. */
        REWRITTEN
    }
}
