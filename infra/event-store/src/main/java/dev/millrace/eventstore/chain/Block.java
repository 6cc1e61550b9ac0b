package dev.millrace.eventstore.chain;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A row of the chain.
 *
 * @param sealedAt microseconds since 2000, as the database keeps it
 * @param digests of the events, 32 bytes each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Block(long number, long first, long last, long sealedAt, byte[] digests, byte[] hash) {

    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

    boolean follows(ChainHead before) {
        ByteBuffer numbers = ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(number)
                .putLong(first)
                .putLong(last)
                .putLong(sealedAt);
        byte[] expected = Digests.sha256(HexFormat.of().parseHex(before.hash()), numbers.array(), digests);
        return Arrays.equals(expected, hash);
    }

    /** Whether it has a digest for each of its positions. */
    boolean isComplete() {
        return last >= first && digests.length == Digests.LENGTH * (last - first + 1);
    }

    boolean covers(long position) {
        return position >= first && position <= last;
    }

    byte[] digest(long position) {
        int from = Math.toIntExact((position - first) * Digests.LENGTH);
        return Arrays.copyOfRange(digests, from, from + Digests.LENGTH);
    }

    boolean has(long position, byte[] digest) {
        int from = Math.toIntExact((position - first) * Digests.LENGTH);
        return Arrays.equals(digests, from, from + Digests.LENGTH, digest, 0, digest.length);
    }

    ChainHead head() {
        long micros = sealedAt + MICROS_1970_TO_2000;
        Instant time =
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
        return new ChainHead(number, last, HexFormat.of().formatHex(hash), time);
    }
}
