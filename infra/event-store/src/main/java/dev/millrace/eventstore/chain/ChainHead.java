package dev.millrace.eventstore.chain;

import java.time.Instant;

/**
 * A block of the chain, seen from its end: it stands for all events up to its position. Whoever keeps one elsewhere can tell later
 * whether any of them was changed; whoever has verified up to one can go on from there.
 *
 * @param block number of the block, from 1
 * @param position of the last event in it
 * @param hash 64 hexadecimal digits
 * @param sealedAt by the clock of the database server, to the microsecond
 */
public record ChainHead(long block, long position, String hash, Instant sealedAt) {

    /** Before the first block. */
    public static final ChainHead START = new ChainHead(0, 0, "0".repeat(64), Instant.EPOCH);
}
