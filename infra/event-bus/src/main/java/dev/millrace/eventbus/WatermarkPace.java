package dev.millrace.eventbus;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When the relay tells how far it is: as soon as all is sent if somebody waits for that or its last word is a while ago, else at
 * the next tick; and now and then also while nothing happens, so that who has just joined learns where it is. Not thread-safe.
 */
final class WatermarkPace {

    /** A moment that is no tick: all that there was has arrived, or somebody has begun to wait. */
    static final long ALL_SENT = -1;

    private final long whileNanos;
    private final long heartbeatTicks;
    private long told = -1;
    private long heartbeat = -1;
    private long toldAt;

    /** @param heartbeatTicks ticks from one word to the next while nothing happens */
    WatermarkPace(Duration aWhile, long heartbeatTicks) {
        this.whileNanos = aWhile.toNanos();
        this.heartbeatTicks = heartbeatTicks;
    }

    /**
     * @param tick its number, or {@link #ALL_SENT}
     * @param complete position up to which all has arrived
     * @param awaited the furthest position that somebody waits or waited for
     * @return the position to tell, if it is time
     */
    OptionalLong at(long tick, long complete, long awaited, long nanoTime) {
        boolean moved = complete != told;
        boolean due = tick == ALL_SENT
                ? moved && (awaited > told || nanoTime - toldAt >= whileNanos)
                : moved || tick / heartbeatTicks != heartbeat;
        if (!due) {
            return OptionalLong.empty();
        }
        told = complete;
        toldAt = nanoTime;
        if (tick != ALL_SENT) {
            heartbeat = tick / heartbeatTicks;
        }
        return OptionalLong.of(complete);
    }
}
