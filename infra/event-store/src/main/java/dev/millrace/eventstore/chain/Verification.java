package dev.millrace.eventstore.chain;

/** What a walk along the chain says: progress again and again, then one verdict. */
public sealed interface Verification {

    /**
     * All events up to {@code reached} are as appended. A later walk may go on from there.
     *
     * @param end where this walk will end
     */
    record Progress(ChainHead reached, ChainHead end) implements Verification {}

    /**
     * The chain is sound up to its head as of the walk's beginning.
     *
     * @param uncovered events after that which no block covers, because appends do not write blocks: nothing is known of them
     */
    record Sound(ChainHead head, long uncovered) implements Verification {}

    /** The first fault on the way; the walk ends there. */
    record Broken(Fault fault) implements Verification {}
}
