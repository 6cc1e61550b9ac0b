package dev.millrace.eventstore.axon;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.common.IdentifierFactory;

/**
 * Identifiers of messages as version 7 UUIDs: they rise with time, which keeps the index on event ids compact, and making one
 * never waits for the system's entropy, as Axon's default does on every message. They are names, not secrets. Found through
 * {@code META-INF/services}.
 */
public final class TimeOrderedIdentifiers extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return next().toString();
    }

    /** A new identifier; unpredictable to a degree, not to an adversary. */
    public static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long time = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(time, 1L << 63 | random.nextLong() >>> 2);
    }
}
