package dev.millrace.eventstore.chain;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern TEXT =
            Pattern.compile("block=(\\d{1,18}) position=(\\d{1,18}) hash=([0-9a-f]{64}) sealedAt=(\\S{1,40})");

    /** One line, as {@link #parse} reads it. */
    public String text() {
        return "block=%d position=%d hash=%s sealedAt=%s".formatted(block, position, hash, sealedAt);
    }

    /** @throws IllegalArgumentException if that is no head */
    public static ChainHead parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a head of a chain: " + text);
        }
        try {
            return new ChainHead(
                    Long.parseLong(parts.group(1)),
                    Long.parseLong(parts.group(2)),
                    parts.group(3),
                    Instant.parse(parts.group(4)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Not a head of a chain: " + text, e);
        }
    }
}
