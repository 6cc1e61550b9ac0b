package dev.millrace.eventstore.chain;

/**
 * @param enabled whether appends write blocks
 * @param head the last block; {@link ChainHead#START} if there is none
 * @param events position of the last event, as of the same moment
 */
public record ChainState(boolean enabled, ChainHead head, long events) {

    /** How many events no block covers. */
    public long uncovered() {
        return events - head.position();
    }
}
