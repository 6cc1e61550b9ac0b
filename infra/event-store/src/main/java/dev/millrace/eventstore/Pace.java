package dev.millrace.eventstore;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells when a round of work may begin: some at once, and then one every so often. What comes rarely is never held up; where much comes, rounds
 * are shared. Thread-safe.
 */
public final class Pace {

    private final LongSupplier nanos;
    private final long interval;
    private final long slack;
    /** When the rounds so far would be through, had each taken an interval. */
    private final AtomicLong through;

    /**
     * @param interval from the beginning of one round to that of the next, in the long run
     * @param atOnce how many may begin without an interval, after a pause
     */
    public Pace(Duration interval, int atOnce) {
        this(interval, atOnce, System::nanoTime);
    }

    Pace(Duration interval, int atOnce, LongSupplier nanos) {
        this.nanos = nanos;
        this.interval = interval.toNanos();
        this.slack = this.interval * (atOnce - 1);
        this.through = new AtomicLong(nanos.getAsLong());
    }

    /** Counts a round, and tells how long it is to wait before it begins. */
    public Duration next() {
        long now = nanos.getAsLong();
        long before = through.getAndUpdate(known -> Math.max(known - now, 0) + now + interval);
        return Duration.ofNanos(Math.max(0, before - slack - now));
    }
}
