package dev.millrace.eventstore.decision;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Version 7 ids, which keep their index compact because they rise with time. They are names, not secrets. */
final class EventIds {

    private EventIds() {}

    static UUID next(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long time = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(time, 1L << 63 | random.nextLong() >>> 2);
    }
}
