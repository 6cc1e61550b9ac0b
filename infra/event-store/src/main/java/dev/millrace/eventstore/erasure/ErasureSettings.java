package dev.millrace.eventstore.erasure;

import java.time.Duration;

/**
 * @param masterKeys wrap the subjects' keys
 * @param marker read in place of erased texts
 * @param keysKept how long a key may be used after it was last read from the database, 0 or more: about so long after an erasure by
 *     another instance this one may still read the subject's data, or write some that nobody will ever read
 * @param keysInMemory how many are kept at most, 1 or more; about 400 bytes each
 */
public record ErasureSettings(MasterKeys masterKeys, String marker, Duration keysKept, int keysInMemory) {

    public ErasureSettings {
        if (keysKept.isNegative() || keysInMemory < 1) {
            throw new IllegalArgumentException(
                    "keysKept must not be negative and keysInMemory at least 1: " + keysKept + ", " + keysInMemory);
        }
    }

    /** {@code [erased]}, 30 seconds, 10,000 keys. */
    public static ErasureSettings of(MasterKeys masterKeys) {
        return new ErasureSettings(masterKeys, "[erased]", Duration.ofSeconds(30), 10_000);
    }

    /** The same with another marker. */
    public ErasureSettings markedBy(String other) {
        return new ErasureSettings(masterKeys, other, keysKept, keysInMemory);
    }

    /** The same with keys kept in memory for another time. */
    public ErasureSettings keepingKeys(Duration time) {
        return new ErasureSettings(masterKeys, marker, time, keysInMemory);
    }
}
